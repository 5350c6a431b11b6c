import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import { bootstrapMean } from '../../../electron/shared/statistics/bootstrapMean.ts'
import { estimateMean } from '../../../electron/shared/statistics/estimateMean.ts'
import { drawSeeds } from '../../../electron/shared/statistics/seedDraws.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

const { enumerated, drawn } = inferenceFixture.bootstrapMean
const draws = drawSeeds(10_000, 20, createRandom(1, 'test'))

/**
 * Ends of two intervals from 10,000 and 400,000 draws: the standard error of a 2.5 % quantile of a normal distribution is
 * sqrt(0.025 * 0.975 / draws) / 0.0584 standard deviations, 0.027 here; four of them are allowed.
 */
const monteCarlo = (values: readonly number[]) => (0.11 * (estimateMean(values).sd ?? 0)) / Math.sqrt(values.length)

describe('bootstrapMean', () => {
  it.each(enumerated)('is exact for $values.length values, over all resamples', ({ values, interval }) => {
    const [low, high] = bootstrapMean(values, drawSeeds(0, 0, createRandom(1))) ?? [NaN, NaN]
    expect(Math.abs(low - interval[0])).toBeLessThan(1e-12)
    expect(Math.abs(high - interval[1])).toBeLessThan(1e-12)
  })

  it.each(drawn)("is SciPy's for $values.length values, within Monte Carlo error", ({ values, interval }) => {
    const [low, high] = bootstrapMean(values, draws) ?? [NaN, NaN]
    expect(Math.abs(low - interval[0])).toBeLessThan(monteCarlo(values))
    expect(Math.abs(high - interval[1])).toBeLessThan(monteCarlo(values))
  })

  it('says nothing from one value', () => {
    expect(bootstrapMean([0.9], draws)).toBeNull()
  })

  it('gives equal values an interval without width', () => {
    expect(bootstrapMean([0.5, 0.5, 0.5], draws)).toEqual([0.5, 0.5])
  })
})
