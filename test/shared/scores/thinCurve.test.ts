import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classProbabilities } from '../../../electron/shared/scores/classProbabilities.ts'
import { countRanked } from '../../../electron/shared/scores/countRanked.ts'
import { precisionRecallCurve } from '../../../electron/shared/scores/precisionRecallCurve.ts'
import { rocCurve } from '../../../electron/shared/scores/rocCurve.ts'
import { thinCurve, type Curve } from '../../../electron/shared/scores/thinCurve.ts'
import { drawPredictions } from '../../support/scores/drawPredictions.ts'

const curveOf = (points: readonly (readonly [number, number])[]): Curve => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
})

/** The farthest that a point of a curve lies from the line through those of its points that were kept. */
function farthestFrom(kept: Curve, curve: Curve): number {
  let stretch = 0
  let farthest = 0
  curve.x.forEach((px, index) => {
    const py = curve.y[index] ?? NaN
    const [x0, x1] = [kept.x[stretch] ?? NaN, kept.x[stretch + 1] ?? NaN]
    const [y0, y1] = [kept.y[stretch] ?? NaN, kept.y[stretch + 1] ?? NaN]
    if (px === x1 && py === y1 && stretch < kept.x.length - 2) stretch++
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    const along = Math.min(1, Math.max(0, ((px - x0) * (x1 - x0) + (py - y0) * (y1 - y0)) / length))
    farthest = Math.max(farthest, Math.hypot(px - x0 - along * (x1 - x0), py - y0 - along * (y1 - y0)))
  })
  return farthest
}

describe('thinCurve', () => {
  it('keeps the corners of steps and drops what lies on straight stretches', () => {
    const steps = curveOf([
      [0, 0],
      [0, 0.25],
      [0, 0.5],
      [0.25, 0.5],
      [0.5, 0.5],
      [0.75, 0.75],
      [1, 1],
    ])
    const thin = thinCurve(steps)
    expect([...thin.x]).toEqual([0, 0, 0.5, 1])
    expect([...thin.y]).toEqual([0, 0.5, 0.5, 1])
  })

  it('keeps the highest peaks where points are few', () => {
    const peaks = curveOf([
      [0, 0],
      [0.1, 0.02],
      [0.3, 0.9],
      [0.5, 0.05],
      [0.6, 0.01],
      [1, 0],
    ])
    expect([...thinCurve(peaks, 4).x]).toEqual([0, 0.3, 0.5, 1])
  })

  it('gives points of the curve, in order, with its ends, and never more than asked for', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 20 }),
        (points, most) => {
          const thin = thinCurve(curveOf(points), most)
          expect(thin.x.length).toBeLessThanOrEqual(most)
          let at = -1
          thin.x.forEach((x, i) => {
            at = points.findIndex(([px, py], index) => index > at && px === x && py === thin.y[i])
            expect(at).toBeGreaterThanOrEqual(0)
          })
          expect([thin.x[0], thin.y[0]]).toEqual(points[0])
          expect([thin.x.at(-1), thin.y.at(-1)]).toEqual(points.at(-1))
        },
      ),
    )
  })

  it.each(['N', 'S', 'V', 'F', 'Q'].entries().toArray())(
    'draws the curves of 20,000 beats (class %i, %s) within two thousandths, or a hundredth for precision and recall',
    (label) => {
      const shares = [0.83, 0.86, 0.93, 0.935]
      const { labels, logits } = drawPredictions('thin', { beats: 20_000, shares, signal: 3, spread: 6, patterns: 0 })
      const counts = countRanked(classProbabilities(logits), labels, label)
      const roc = rocCurve(counts)
      const thinRoc = thinCurve(roc)
      expect(roc.x.length).toBeGreaterThan(10_000)
      expect(thinRoc.x.length).toBeLessThanOrEqual(200)
      expect(farthestFrom(thinRoc, roc)).toBeLessThan(0.002)
      const precisionRecall = precisionRecallCurve(counts)
      expect(farthestFrom(thinCurve(precisionRecall), precisionRecall)).toBeLessThan(0.01)
    },
  )
})
