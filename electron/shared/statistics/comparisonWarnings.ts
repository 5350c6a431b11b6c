import { significance } from '../significance.ts'
import type { Disagreement } from '../studyStatistics.ts'
import { directionWarning } from './mcnemarOfSeeds.ts'
import { smallestFlipP } from './signFlipTest.ts'

interface ComparedPairs {
  /** Pairs of the same seed and fold. */
  pairs: number
  /** Pairs of the same seed and repeat. */
  seeds: number
  hasFolds: boolean
  /** What the t-tests are of. */
  differences: readonly number[]
  /** Of each seed; null where predictions are not kept. */
  disagreement: readonly Disagreement[] | null
}

/** Where a comparison has too few pairs for a claim, or its seeds disagree, in plain words. */
export function comparisonWarnings({ pairs, seeds, hasFolds, differences, disagreement }: ComparedPairs): string[] {
  const warnings: string[] = []
  if (seeds === 1 && !hasFolds)
    warnings.push(
      `Only one seed is shared with the baseline: how much of the difference is the chance of training cannot be told.`,
    )
  const smallest = smallestFlipP(pairs)
  if (pairs > 1 && smallest > significance)
    warnings.push(
      `With ${pairs} pairs the permutation test cannot give a p below ${pText(smallest)}, however large the difference: ${fewestPairs} pairs are needed for ${significance}.`,
    )
  if (pairs > 1 && differences.every((value) => value === differences[0]))
    warnings.push('All pairs differ by the same number: there is no spread to judge the difference by.')
  const directions = disagreement && directionWarning(disagreement)
  return directions === null ? warnings : [...warnings, directions]
}

/**
 * Where Holm's adjustment alone keeps the permutation test from any finding: the smallest p of so few pairs times the number
 * of comparisons. Null where it does not, and where the pairs alone are too few.
 */
export function familyWarning(pairs: number, comparisons: number): string | null {
  const smallest = smallestFlipP(pairs)
  if (smallest > significance || smallest * comparisons <= significance) return null
  return `With ${pairs} pairs the permutation test's smallest p, ${pText(smallest)}, becomes ${pText(Math.min(1, smallest * comparisons))} when adjusted for ${comparisons} comparisons: compare fewer variants or train more seeds.`
}

/** The fewest pairs whose smallest p is not above {@link significance}. */
const fewestPairs = 6

const pText = (p: number): string => String(Number(p.toPrecision(2)))
