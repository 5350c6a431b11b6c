import type { Interval } from '../studyStatistics.ts'
import type { Mean } from '../studyTable.ts'
import { percentileInterval } from './quantile.ts'
import type { StudentDraws } from './studentDraws.ts'

/**
 * 95 % interval of the mean score over further seeds on further persons, null below two seeds: percentiles of m + t s / sqrt(n)
 * over resamples of persons, where m is the mean of the n seeds on such a resample, s their sample standard deviation on all
 * persons, and t a draw of Student's t with n - 1 degrees of freedom. Where persons do not vary it is Student's interval over
 * seeds, where seeds do not vary the interval over patients, and else wider than either. Drawing seeds again would be too
 * narrow: two to five values drawn with replacement spread less than what they come from. A standard deviation of each
 * resample would be too wide, and for two seeds narrower than Student's interval where it shrinks by chance: what a network
 * makes of single persons is in both parts as it is, and would come in once more.
 *
 * @param estimate of the seeds' scores on all persons
 * @param resampledMeans [resamples]: mean of the seeds' scores on each resample of persons
 */
export function seedsAndPatientsInterval(
  { n, sd }: Mean,
  resampledMeans: Float64Array,
  draws: StudentDraws,
): Interval | null {
  if (sd === null) return null
  const t = draws(n - 1)
  return percentileInterval(resampledMeans.map((mean, b) => mean + (t[b]! * sd) / Math.sqrt(n)))
}
