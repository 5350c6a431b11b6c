import type { Interval } from '../studyStatistics.ts'

/** Of all intervals. */
export const confidence = 0.95

/** The probabilities that an interval cuts off on both sides: 0.025 and 0.975. */
export const tails: readonly [number, number] = [(1 - confidence) / 2, (1 + confidence) / 2]

/** The quantile of ascending values, between two of them in a straight line (Hyndman and Fan 1996, type 7; numpy's own). */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const place = probability * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] ?? NaN
  return low + ((sorted[below + 1] ?? low) - low) * (place - below)
}

/** The 95 % percentile interval of resampled statistics (Efron 1979). Sorts them in place. */
export function percentileInterval(resampled: Float64Array): Interval {
  resampled.sort()
  return [quantileOfSorted(resampled, tails[0]), quantileOfSorted(resampled, tails[1])]
}
