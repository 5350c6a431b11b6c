import tCdf from '@stdlib/stats-base-dists-t-cdf'
import { correlatedMean } from './correlatedDifferences.ts'
import type { PValue } from './pValue.ts'

/**
 * Corrected resampled t-test, two-sided (Nadeau and Bengio 2003): Student's t with n - 1 degrees of freedom on differences
 * over folds, their variance corrected for training parts that overlap. Null below two, and where all differences are the
 * same number other than 0: that is no sample of anything. `method` tells the mean of these differences, as the difference
 * that stands beside p is of pooled folds.
 *
 * @param testToTrain beats of a test part over those of its training part
 */
export function correctedTTest(differences: readonly number[], testToTrain: number): PValue | null {
  const estimate = correlatedMean(differences, testToTrain)
  if (estimate === null) return null
  const { mean, variance, degreesOfFreedom } = estimate
  if (variance === 0 && mean !== 0) return null
  const t = mean === 0 ? 0 : mean / Math.sqrt(variance)
  return {
    p: 2 * tCdf(-Math.abs(t), degreesOfFreedom),
    method: `mean difference of the folds ${mean > 0 ? '+' : ''}${withMinus(mean.toFixed(4))}, t = ${withMinus(t.toFixed(2))} with ${degreesOfFreedom} degrees of freedom, variance times 1/n + ${testToTrain.toFixed(3)}`,
  }
}

const withMinus = (text: string): string => text.replace('-', '−')
