import tCdf from '@stdlib/stats-base-dists-t-cdf'
import type { Equivalence } from '../studyStatistics.ts'
import { correlatedMean } from './correlatedDifferences.ts'

/** Half width of the region of practical equivalence unless told, in F1 (the 1 % of Benavoli et al. 2017). */
export const defaultRegion = 0.01

/**
 * Bayesian correlated t-test (Corani and Benavoli 2015; Benavoli, Corani, Demsar and Zaffalon 2017, section 3.1): the
 * posterior of the mean difference is Student's t with n - 1 degrees of freedom around the mean, its squared scale
 * (1/n + rho / (1 - rho)) s^2. For folds rho is n_test / (n_test + n_train), so that rho / (1 - rho) is `testToTrain`. For
 * seeds on one split rho = 0 is taken, for no correlation is known of them: they share the split, and the probabilities are
 * of further seeds on it, not of other data. Null below two differences; where all are equal the posterior is that number.
 */
export function practicalEquivalence(
  differences: readonly number[],
  testToTrain: number,
  region = defaultRegion,
): Equivalence | null {
  const posterior = correlatedMean(differences, testToTrain)
  if (posterior === null) return null
  const { mean, variance, degreesOfFreedom } = posterior
  const beyond = (distance: number): number => {
    if (variance === 0) return distance > 0 ? 1 : 0
    return tCdf(distance / Math.sqrt(variance), degreesOfFreedom)
  }
  const worse = beyond(-region - mean)
  const better = beyond(mean - region)
  return { region, worse, equivalent: Math.max(0, 1 - worse - better), better }
}
