import { describe, expect, it } from 'vitest'
import { estimateMean } from '../../../electron/shared/statistics/estimateMean.ts'
import { predictNext } from '../../../electron/shared/statistics/predictNext.ts'
import { statisticsFixture } from '../../support/statisticsFixture.ts'

describe('predictNext', () => {
  it.each(statisticsFixture.means)("has SciPy's interval for one more value of $values", ({ values, next }) => {
    const [low, high] = predictNext(values) ?? [NaN, NaN]
    expect(low).toBeCloseTo(next[0], 9)
    expect(high).toBeCloseTo(next[1], 9)
  })

  it('is wider than the interval of the mean, by the square root of n + 1', () => {
    const values = [0.9, 0.92, 0.91, 0.93]
    const width = ([low, high]: [number, number]) => high - low
    const ofMean = width(estimateMean(values).interval ?? [NaN, NaN])
    expect(width(predictNext(values) ?? [NaN, NaN])).toBeCloseTo(ofMean * Math.sqrt(values.length + 1), 12)
  })

  it('says nothing from one value', () => {
    expect(predictNext([0.9])).toBeNull()
  })
})
