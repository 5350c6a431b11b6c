import { describe, expect, it } from 'vitest'
import { describeComparison } from '../../../../../renderer/components/compare/details/describeComparison.ts'
import { verdictOf } from '../../../../../renderer/components/compare/verdictOf.ts'
import type { Comparison, ComparisonTest } from '../../../../../electron/shared/studyStatistics.ts'
import { comparison } from '../../../../support/studyTable.ts'

function sentence(compared: Comparison, test: ComparisonTest = 'permutation', accuracyDifference = 0.01): string {
  const allP = [compared.tests[test]?.p ?? 1]
  const verdict = verdictOf(compared, { test, allP, accuracyDifference })
  return describeComparison(compared, verdict, { baseline: 'Model 1', test, method: 'seeds-t' })
}

describe('the sentence on a comparison', () => {
  it('says by how much, with interval, test, p and n', () => {
    expect(sentence(comparison())).toBe(
      'Higher than Model 1 by +0.020 [+0.010, +0.030] (95 %, over seeds, Student’s t): Permutation test, Holm p = 0.031, n = 6.',
    )
  })

  it('claims nothing where nothing can be told', () => {
    const tests = { ...comparison().tests, permutation: { p: 0.0625, adjustedP: 0.0625, method: 'exact' } }
    const five = comparison({ pairs: 5, tests, equivalence: null })
    expect(sentence(five)).toMatch(/^\+0\.020 .* to Model 1, but 5 pairs are too few/)
    expect(sentence(comparison(), 'corrected-t')).toContain('It is for folds')
  })

  it('speaks of beats, not of F1, where McNemar makes the mark', () => {
    const tests = { ...comparison().tests, mcnemar: { p: 0.0001, adjustedP: 0.0001, method: 'chi-squared' } }
    expect(sentence(comparison({ tests }), 'mcnemar')).toMatch(
      /^More beats are right than with Model 1 .*macro F1 differs/,
    )
  })

  it('names the region where the two are practically equal', () => {
    const tests = { ...comparison().tests, permutation: { p: 0.4, adjustedP: 0.4, method: 'exact' } }
    const equal = comparison({ tests, equivalence: { region: 0.01, worse: 0, equivalent: 0.98, better: 0.02 } })
    expect(sentence(equal)).toMatch(/^Practically equal to Model 1: .*within ±0\.01 with probability 0\.98\.$/)
  })
})
