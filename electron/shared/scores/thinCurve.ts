/** Points of a line; both axes 0..1. */
export interface Curve {
  x: Float64Array
  y: Float64Array
}

/** A stretch between two kept points, and the point between them that is farthest from the straight line. */
interface Stretch {
  from: number
  to: number
  farthest: number
  squaredDistance: number
}

/** Far below what can be seen: a point that near to the line adds nothing to it. */
const invisible = 1e-9

/**
 * A curve for drawing, of at most `most` of its points: the ends, and one after another the point that is farthest from the
 * line drawn so far (Douglas and Peucker 1973, https://doi.org/10.3138/FM57-6770-U75U-7727, by number of points rather than
 * tolerance). So corners and peaks stay, and points on straight stretches go first.
 */
export function thinCurve(curve: Curve, most = 200): Curve {
  const last = curve.x.length - 1
  if (last < 1) return curve
  const stretches = [measureStretch(curve, 0, last)]
  while (stretches.length + 1 < most) {
    const worst = stretches.reduce((a, b) => (b.squaredDistance > a.squaredDistance ? b : a))
    if (worst.squaredDistance <= invisible ** 2) break
    const { from, to, farthest } = worst
    const halves = [measureStretch(curve, from, farthest), measureStretch(curve, farthest, to)]
    stretches.splice(stretches.indexOf(worst), 1, ...halves)
  }
  const kept = [0, ...stretches.map(({ to }) => to)]
  return {
    x: Float64Array.from(kept, (index) => curve.x[index] ?? NaN),
    y: Float64Array.from(kept, (index) => curve.y[index] ?? NaN),
  }
}

function measureStretch({ x, y }: Curve, from: number, to: number): Stretch {
  const x0 = x[from] ?? NaN
  const y0 = y[from] ?? NaN
  const dx = (x[to] ?? NaN) - x0
  const dy = (y[to] ?? NaN) - y0
  const squaredLength = dx * dx + dy * dy
  const stretch: Stretch = { from, to, farthest: from, squaredDistance: 0 }
  for (let index = from + 1; index < to; index++) {
    const px = (x[index] ?? NaN) - x0
    const py = (y[index] ?? NaN) - y0
    const along = squaredLength === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squaredLength))
    const squaredDistance = (px - along * dx) ** 2 + (py - along * dy) ** 2
    if (squaredDistance > stretch.squaredDistance) {
      stretch.farthest = index
      stretch.squaredDistance = squaredDistance
    }
  }
  return stretch
}
