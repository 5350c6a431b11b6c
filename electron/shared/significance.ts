import type { Equivalence } from './studyStatistics.ts'

/** What p has to fall below for "significant", as is customary. */
export const significance = 0.05

/** Above this probability a difference within the region counts as practically none. */
export const sureProbability = 0.95

/** Whether p, adjusted, lies below {@link significance}; not where there is no test. */
export function isSignificant(adjustedP: number | null): boolean {
  return adjustedP !== null && adjustedP < significance
}

/** Whether equality within the region is more probable than {@link sureProbability}; not where it cannot be told. */
export function isPracticallyEqual(equivalence: Pick<Equivalence, 'equivalent'> | null): boolean {
  return equivalence !== null && equivalence.equivalent > sureProbability
}
