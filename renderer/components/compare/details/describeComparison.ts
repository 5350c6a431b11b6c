import type { Comparison, ComparisonTest, IntervalMethod } from '../../../../electron/shared/studyStatistics.ts'
import { formatDifference, formatInterval, formatP } from '../../../composables/format.ts'
import { intervalNames, testNames } from '../intervalNames.ts'
import type { Verdict } from '../verdictOf.ts'

interface Words {
  /** The baseline's name. */
  baseline: string
  test: ComparisonTest
  /** By which the interval in the sentence is. */
  method: IntervalMethod
}

/** What a comparison comes to, in one sentence a reader could quote, with its test and its n. */
export function describeComparison(comparison: Comparison, verdict: Verdict, words: Words): string {
  const { baseline, test } = words
  const by = differenceText(comparison, words.method)
  const tested = testText(comparison, verdict, test)
  switch (verdict.kind) {
    case 'higher':
    case 'lower':
      return test === 'mcnemar'
        ? `${verdict.kind === 'higher' ? 'More' : 'Fewer'} beats are right than with ${baseline} (${tested}); macro F1 differs by ${by}.`
        : `${verdict.kind === 'higher' ? 'Higher' : 'Lower'} than ${baseline} by ${by}: ${tested}.`
    case 'equal':
      return `Practically equal to ${baseline}: ${by}, ${equalText(comparison)}.`
    case 'open':
      return `Not told apart from ${baseline}: ${by}; ${tested}.`
    case 'too-few':
      return `${by} to ${baseline}, but ${comparison.pairs} pairs are too few for the permutation test to tell.`
    case 'untested':
      return `${by} to ${baseline}. ${testNames[test].title}: ${testNames[test].needs}`
  }
}

function differenceText({ difference, intervals }: Comparison, method: IntervalMethod): string {
  const interval = intervals[method]
  if (!interval) return formatDifference(difference)
  return `${formatDifference(difference)} ${formatInterval(interval, formatDifference)} (95 %, ${intervalNames[method].long})`
}

function testText({ pairs }: Comparison, { adjustedP }: Verdict, test: ComparisonTest): string {
  const p = adjustedP === null ? '' : `, Holm p ${adjustedP < 0.001 ? formatP(adjustedP) : `= ${formatP(adjustedP)}`}`
  return `${testNames[test].title}${p}, n = ${pairs}`
}

function equalText({ equivalence }: Comparison): string {
  return equivalence ? `within ±${equivalence.region} with probability ${equivalence.equivalent.toFixed(2)}` : ''
}
