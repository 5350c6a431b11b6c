/**
 * Smooths a curve without lag: at each point a straight line is fitted to its neighbours, weighted by a Gaussian that is
 * centred on the point, and read there (local linear regression: Cleveland 1979, with a Gaussian kernel).
 * Straight stretches, the ends among them, come out as they went in. Gaps (null) stay gaps and weigh nothing. A line
 * fitted at an end may point beyond all values, which would draw scores that nobody measured: the result keeps to their
 * range.
 * @param strength 0 leaves the curve as it is, 1 has a Gaussian with a standard deviation of four points.
 */
export function smoothCentred(values: readonly (number | null)[], strength: number): (number | null)[] {
  const sigma = Math.max(0, Math.min(1, strength)) * 4
  if (sigma < 0.05) return [...values]
  const known = values.filter((value) => value !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const keepInRange = (value: number) => Math.min(high, Math.max(low, value))
  return values.map((value, centre) => (value === null ? null : keepInRange(fitLineAt(values, centre, sigma))))
}

/** The same on a logarithmic scale: for values above 0 that are drawn on a log axis. */
export function smoothCentredLog(values: readonly (number | null)[], strength: number): (number | null)[] {
  const logs = values.map((value) => (value === null || value <= 0 ? null : Math.log(value)))
  return smoothCentred(logs, strength).map((value) => (value === null ? null : Math.exp(value)))
}

/** Weighted least squares of a line around `centre`; the line's value there is its intercept. */
function fitLineAt(values: readonly (number | null)[], centre: number, sigma: number): number {
  let [s0, s1, s2, t0, t1] = [0, 0, 0, 0, 0]
  values.forEach((value, index) => {
    if (value === null) return
    const distance = index - centre
    const weight = Math.exp(-0.5 * (distance / sigma) ** 2)
    s0 += weight
    s1 += weight * distance
    s2 += weight * distance * distance
    t0 += weight * value
    t1 += weight * distance * value
  })
  const determinant = s0 * s2 - s1 * s1
  return determinant > 1e-12 * s0 * s0 ? (s2 * t0 - s1 * t1) / determinant : t0 / s0
}
