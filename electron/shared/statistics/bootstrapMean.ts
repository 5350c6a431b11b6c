import type { Interval } from '../studyStatistics.ts'
import { percentileInterval, tails } from './quantile.ts'
import { resampledMeans, type SeedDraws } from './seedDraws.ts'

/** So many values have 8^8 = 16,777,216 resamples, but only 6,435 different ones. */
export const mostEnumerated = 8

/**
 * 95 % percentile bootstrap interval of a mean (Efron 1979; `scipy.stats.bootstrap(method='percentile')`), null below two
 * values. Up to {@link mostEnumerated} values all n^n resamples count, so that the interval is exact and draws nothing;
 * beyond, the drawn ones do. Percentile and not BCa: the median of so few values tells little of a bias, and the jackknife
 * nothing of an acceleration. Either is too narrow for few values: of five from a normal distribution it holds the mean in
 * some 83 % of cases, not 95 (`bench/statistics/coverage.ts`).
 */
export function bootstrapMean(values: readonly number[], draws: SeedDraws): Interval | null {
  if (values.length < 2) return null
  if (values.length <= mostEnumerated) return enumeratedInterval(values)
  return percentileInterval(resampledMeans(draws, values))
}

/** Means of all different resamples, and how many of the n^n each stands for. */
function enumerateMeans(values: readonly number[]): { mean: number; ways: number }[] {
  const n = values.length
  const found: { mean: number; ways: number }[] = []
  // Takes the value at `place` 0 .. left times; `ways` counts the orders of what was taken so far.
  const take = (place: number, left: number, sum: number, ways: number): void => {
    const value = values[place]!
    if (place === n - 1) {
      found.push({ mean: (sum + left * value) / n, ways })
      return
    }
    let choices = 1
    for (let times = 0; times <= left; times++) {
      take(place + 1, left - times, sum + times * value, ways * choices)
      choices = (choices * (left - times)) / (times + 1)
    }
  }
  take(0, n, 0, 1)
  return found
}

function enumeratedInterval(values: readonly number[]): Interval {
  const means = enumerateMeans(values).sort((a, b) => a.mean - b.mean)
  const total = values.length ** values.length
  const meanOfRank = (rank: number): number => {
    let passed = 0
    return (means.find(({ ways }) => (passed += ways) > rank) ?? means.at(-1)!).mean
  }
  const quantile = (probability: number): number => {
    const place = probability * (total - 1)
    const below = Math.floor(place)
    const low = meanOfRank(below)
    return low + (meanOfRank(Math.min(below + 1, total - 1)) - low) * (place - below)
  }
  return [quantile(tails[0]), quantile(tails[1])]
}
