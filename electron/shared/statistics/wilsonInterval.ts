/** 0.975 quantile of the normal distribution. */
const z = 1.959963984540054

/**
 * 95 % score interval of a share (Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953), without continuity
 * correction: unlike the normal one it stays in 0..1 and is never empty.
 * @throws RangeError for no trials.
 */
export function wilsonInterval(successes: number, trials: number): [low: number, high: number] {
  if (trials <= 0) throw new RangeError('A share of nothing has no interval.')
  const share = successes / trials
  const weight = 1 + (z * z) / trials
  const centre = (share + (z * z) / (2 * trials)) / weight
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
