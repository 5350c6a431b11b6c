import { isPracticallyEqual, isSignificant } from '../../../electron/shared/significance.ts'
import { smallestFlipP } from '../../../electron/shared/statistics/signFlipTest.ts'
import type { Comparison, ComparisonTest } from '../../../electron/shared/studyStatistics.ts'
import { formatP } from '../../composables/format.ts'
import { testNames } from './intervalNames.ts'

/** `too-few`: the pairs are too few for the test to find anything; `untested`: it cannot be made. */
export type VerdictKind = 'higher' | 'lower' | 'equal' | 'open' | 'too-few' | 'untested'

export interface Verdict {
  kind: VerdictKind
  /** Stands before the words, so that no reader needs the colour; empty where there is nothing to say. */
  sign: string
  text: string
  /** p after Holm; null where there is no test. */
  adjustedP: number | null
  /** All of it in words. */
  title: string
}

interface VerdictOptions {
  test: ComparisonTest
  /** p, not adjusted, of all comparisons with the baseline by this test, this one among them. */
  allP: readonly number[]
  /** Accuracy minus the baseline's, which McNemar's test is of. */
  accuracyDifference: number | null
}

/**
 * What a comparison comes to by one test: a significant p after Holm first, else equality within the region where that is
 * probable enough, else that the two are not told apart, and whether the test could have told them apart at all.
 */
export function verdictOf(comparison: Comparison, options: VerdictOptions): Verdict {
  const adjustedP = comparison.tests[options.test]?.adjustedP ?? null
  const kind = kindOf(comparison, options, adjustedP)
  return { kind, ...wordsOf(kind, comparison, options.test), adjustedP, title: titleOf(comparison, options) }
}

function kindOf(comparison: Comparison, options: VerdictOptions, adjustedP: number | null): VerdictKind {
  const direction = directionOf(comparison, options)
  if (isSignificant(adjustedP) && direction !== 0) return direction > 0 ? 'higher' : 'lower'
  if (isPracticallyEqual(comparison.equivalence)) return 'equal'
  if (adjustedP === null) return 'untested'
  return canTell(comparison, options) ? 'open' : 'too-few'
}

/** Of what the test is of: McNemar's may find more beats right where macro F1 is lower. */
function directionOf({ difference }: Comparison, { test, accuracyDifference }: VerdictOptions): number {
  return test === 'mcnemar' ? (accuracyDifference ?? difference) : difference
}

/**
 * Whether so many pairs leave the test a significant outcome at all: Holm multiplies the smallest p there can be by the number
 * of comparisons whose p are not smaller.
 */
function canTell({ pairs }: Comparison, { test, allP }: VerdictOptions): boolean {
  const smallest = smallestFlipP(pairs)
  const notSmaller = allP.filter((p) => p >= smallest).length
  return test !== 'permutation' || isSignificant(smallest * Math.max(1, notSmaller))
}

function wordsOf(kind: VerdictKind, comparison: Comparison, test: ComparisonTest): Pick<Verdict, 'sign' | 'text'> {
  const region = comparison.equivalence?.region ?? 0
  switch (kind) {
    case 'higher':
      return { sign: '↑', text: test === 'mcnemar' ? 'more right' : 'higher' }
    case 'lower':
      return { sign: '↓', text: test === 'mcnemar' ? 'fewer right' : 'lower' }
    case 'equal':
      return { sign: '≈', text: `equal ±${shortNumber(region)}` }
    case 'open':
      return { sign: '', text: 'not told apart' }
    case 'too-few':
      return { sign: '', text: `n = ${comparison.pairs} too small` }
    case 'untested':
      return { sign: '–', text: 'no test' }
  }
}

function titleOf(comparison: Comparison, { test, allP }: VerdictOptions): string {
  const result = comparison.tests[test]
  const { title } = testNames[test]
  const tested = result
    ? `${title}: p ${withSign(result.p)}, after Holm over ${allP.length} ${allP.length === 1 ? 'comparison' : 'comparisons'} ${withSign(result.adjustedP)} (${result.method}).`
    : `${title}: not made.`
  return [tested, equivalenceText(comparison), ...comparison.warnings].filter(Boolean).join(' ')
}

/** "Probably better 0.97, equal within ±0.01 0.03, worse 0.00." Nothing where it cannot be told. */
export function equivalenceText({ equivalence }: Comparison): string {
  if (!equivalence) return ''
  const { region, worse, equivalent, better } = equivalence
  return `Probability of higher by more than ${shortNumber(region)}: ${better.toFixed(2)}; within ±${shortNumber(region)}: ${equivalent.toFixed(2)}; lower by more: ${worse.toFixed(2)}.`
}

const withSign = (p: number): string => (formatP(p).startsWith('<') ? formatP(p) : `= ${formatP(p)}`)

/** `0.01`, `0.005`: no zeros at the end. */
const shortNumber = (value: number): string => String(Number(value.toFixed(4)))
