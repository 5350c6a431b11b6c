import { expect, it } from 'vitest'
import { isPracticallyEqual, isSignificant } from '../../electron/shared/significance.ts'
import { equivalenceMark, significanceMark } from '../../electron/shared/studyExport/significanceMarks.ts'
import { verdictOf } from '../../renderer/components/compare/verdictOf.ts'
import { comparedStatistics } from '../support/exportedTable.ts'

const comparison = comparedStatistics.variants[1]!.comparison!

/** What the window and the exported tables say of the same comparison. */
function shownOf(adjustedP: number, equivalent: number) {
  const test = { p: adjustedP, adjustedP, method: 'exact' }
  const shown = {
    ...comparison,
    pairs: 10,
    tests: { ...comparison.tests, permutation: test },
    equivalence: { region: 0.01, worse: 0, equivalent, better: 1 - equivalent },
  }
  const { kind } = verdictOf(shown, { test: 'permutation', allP: [adjustedP], accuracyDifference: null })
  return [kind, significanceMark({ test }), equivalenceMark({ comparison: shown })]
}

it('is told of a p below 0.05 alone, and not without a test', () => {
  expect([0.049, 0.05, 0.051, null].map(isSignificant)).toEqual([true, false, false, false])
})

it('takes two as equal above 0.95 alone, and not where it cannot be told', () => {
  expect([0.949, 0.95, 0.951].map((equivalent) => isPracticallyEqual({ equivalent }))).toEqual([false, false, true])
  expect(isPracticallyEqual(null)).toBe(false)
})

it('is the same in the window and in exported tables, on the levels too', () => {
  expect(shownOf(0.05, 0.95)).toEqual(['open', '', ''])
  expect(shownOf(0.049, 0.95)).toEqual(['higher', '*', ''])
  expect(shownOf(0.05, 0.951)).toEqual(['equal', '', '≈'])
})
