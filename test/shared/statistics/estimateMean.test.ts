import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateMean, estimateMeanOrNull } from '../../../electron/shared/statistics/estimateMean.ts'
import { statisticsFixture } from '../../support/statisticsFixture.ts'

describe('estimateMean', () => {
  it.each(statisticsFixture.means)("has SciPy's t interval for $values", ({ values, mean, sd, interval }) => {
    const estimate = estimateMean(values)
    expect(estimate.n).toBe(values.length)
    expect(estimate.mean).toBeCloseTo(mean, 12)
    expect(estimate.sd).toBeCloseTo(sd, 12)
    expect(estimate.interval?.[0]).toBeCloseTo(interval[0], 9)
    expect(estimate.interval?.[1]).toBeCloseTo(interval[1], 9)
  })

  it('gives one value no spread', () => {
    expect(estimateMean([0.9])).toEqual({ n: 1, mean: 0.9, sd: null, interval: null })
  })

  it('gives equal values an interval without width', () => {
    const { sd, interval } = estimateMean([0.5, 0.5, 0.5])
    expect(sd).toBe(0)
    expect(interval).toEqual([0.5, 0.5])
  })

  it('refuses no values, where the other form says null', () => {
    expect(() => estimateMean([])).toThrow(RangeError)
    expect(estimateMeanOrNull([])).toBeNull()
  })

  it('keeps the mean inside its interval', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(scores, (values) => {
        const { mean, interval } = estimateMean(values)
        const [low, high] = interval ?? [NaN, NaN]
        return low <= mean && mean <= high
      }),
    )
  })
})
