import { estimateMean } from './estimateMean.ts'

/** Mean of paired differences with the variance of that mean, and its degrees of freedom. */
export interface CorrelatedMean {
  mean: number
  variance: number
  degreesOfFreedom: number
}

/**
 * The mean of differences over folds, whose training parts overlap: its variance is (1/n + n_test/n_train) s^2 in place of
 * s^2/n (Nadeau and Bengio 2003, equation 10; for repeated folds Bouckaert and Frank 2004). With `testToTrain` = 0 the
 * differences count as independent. Null below two.
 */
export function correlatedMean(differences: readonly number[], testToTrain: number): CorrelatedMean | null {
  const n = differences.length
  if (n < 2) return null
  const { mean, sd } = estimateMean(differences)
  return { mean, variance: (1 / n + testToTrain) * (sd ?? 0) ** 2, degreesOfFreedom: n - 1 }
}
