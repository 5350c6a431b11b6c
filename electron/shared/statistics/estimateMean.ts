import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import type { Mean } from '../studyTable.ts'

/**
 * Mean of a few values with its sample standard deviation (n - 1) and its 95 % interval by Student's t
 * (mean +- t(0.975, n - 1) * sd / sqrt(n)), both null below two values.
 * The interval speaks of the spread over these values (seeds), not of new data.
 * @throws RangeError for no values.
 */
export function estimateMean(values: readonly number[]): Mean {
  const n = values.length
  if (n === 0) throw new RangeError('A mean needs at least one value.')
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  if (n < 2) return { n, mean, sd: null, interval: null }
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1))
  const halfWidth = (tQuantile(0.975, n - 1) * sd) / Math.sqrt(n)
  return { n, mean, sd, interval: [mean - halfWidth, mean + halfWidth] }
}

/** {@link estimateMean} of what there is: null for no values. */
export function estimateMeanOrNull(values: readonly number[]): Mean | null {
  return values.length === 0 ? null : estimateMean(values)
}
