import { createRandom } from '../../electron/shared/random.ts'
import { computeStatistics } from '../../electron/shared/statistics/computeStatistics.ts'
import { defaultResamples, type StatisticsInput } from '../../electron/shared/statistics/statisticsInput.ts'
import { drawPersons, runOf } from './drawCases.ts'

/** Eleven variants of three seeds on 48 persons, as the published study would be with known persons. */
export function largeStudy(): StatisticsInput {
  const drawn = drawPersons(createRandom(7, 'timing'), 48, 33)
  const labels = Uint8Array.from(drawn.labels)
  const variants = Array.from({ length: 11 }, (_, variant) => ({
    variantId: variant + 1,
    name: `Model ${variant + 1}`,
    factors: { depth: variant },
    runs: [0, 1, 2].map((seed) => ({ ...runOf(drawn, drawn.predicted[3 * variant + seed]!, seed), labels })),
  }))
  return {
    variants,
    baselineId: 1,
    headlineClasses: [0, 1, 2, 3, 4],
    foldsPerRepeat: 1,
    testToTrain: null,
    sharedPersons: 0,
  }
}

/** How long all statistics of it take, in words. */
export function timeLargeStudy(): string {
  const input = largeStudy()
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    computeStatistics(input)
    return performance.now() - start
  })
  const sorted = times.toSorted((a, b) => a - b)
  const runs = input.variants.reduce((sum, variant) => sum + variant.runs.length, 0)
  return `All statistics of ${runs} runs on 48 persons, ${defaultResamples} resamples: ${Math.round(sorted[2]!)} ms (median of 5; first ${Math.round(times[0]!)} ms), one thread`
}
