import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { estimateMean } from './estimateMean.ts'

/**
 * Where one more value is expected, with 95 %: mean +- t(0.975, n - 1) * sd * sqrt(1 + 1 / n), for values drawn alike from
 * a normal distribution (Hahn and Meeker 1991, chapter 4). It is wider than the interval of the mean; a single value
 * from elsewhere, such as a published score of one seed, is held against this one. Null below two values.
 * @throws RangeError for no values.
 */
export function predictNext(values: readonly number[]): [number, number] | null {
  const { n, mean, sd } = estimateMean(values)
  if (sd === null) return null
  const halfWidth = tQuantile(0.975, n - 1) * sd * Math.sqrt(1 + 1 / n)
  return [mean - halfWidth, mean + halfWidth]
}
