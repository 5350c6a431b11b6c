import { describe, expect, it } from 'vitest'
import { verdictOf } from '../../../../renderer/components/compare/verdictOf.ts'
import { comparison } from '../../../support/studyTable.ts'

const options = { test: 'permutation', allP: [0.03125], accuracyDifference: 0.01 } as const
const tested = (adjustedP: number) => ({
  permutation: { p: adjustedP, adjustedP, method: 'exact' },
  mcnemar: { p: 0.0001, adjustedP: 0.0001, method: 'chi-squared' },
  'corrected-t': null,
})
const wide = { region: 0.01, worse: 0.2, equivalent: 0.4, better: 0.4 }

describe('the verdict on a comparison', () => {
  it('says higher or lower where p after Holm is below 5 %, with a sign that needs no colour', () => {
    expect(verdictOf(comparison(), options)).toMatchObject({
      kind: 'higher',
      sign: '↑',
      text: 'higher',
      adjustedP: 0.03125,
    })
    expect(verdictOf(comparison({ difference: -0.02 }), options)).toMatchObject({ kind: 'lower', sign: '↓' })
  })

  it('says equal where the two are so within the region with 95 % probability', () => {
    const equivalence = { region: 0.01, worse: 0.01, equivalent: 0.96, better: 0.03 }
    const verdict = verdictOf(comparison({ tests: tested(0.4), equivalence }), options)
    expect(verdict).toMatchObject({ kind: 'equal', sign: '≈', text: 'equal ±0.01' })
  })

  it('says that the two are not told apart where the test could have told it', () => {
    const verdict = verdictOf(comparison({ pairs: 8, tests: tested(0.4), equivalence: wide }), options)
    expect(verdict).toMatchObject({ kind: 'open', text: 'not told apart' })
  })

  it('says that n is too small where no outcome of so few pairs is significant, alone or after Holm', () => {
    const five = comparison({ pairs: 5, tests: tested(0.0625), equivalence: wide })
    expect(verdictOf(five, options)).toMatchObject({ kind: 'too-few', text: 'n = 5 too small' })
    const eight = comparison({ pairs: 8, tests: tested(0.08), equivalence: wide })
    const others = (count: number, p: number) => Array.from({ length: count }, () => p)
    expect(verdictOf(eight, { ...options, allP: others(10, 0.08) }).kind).toBe('too-few')
    expect(verdictOf(eight, { ...options, allP: others(6, 0.08) }).kind).toBe('open')
    // Four of the ten have more pairs and a smaller p, so that Holm multiplies the smallest p of eight pairs by six.
    expect(verdictOf(eight, { ...options, allP: [...others(6, 0.08), ...others(4, 0.001)] }).kind).toBe('open')
  })

  it('says of McNemar which has more beats right, whatever macro F1 does', () => {
    const worse = comparison({ tests: tested(1), difference: 0.02 })
    const verdict = verdictOf(worse, { test: 'mcnemar', allP: [0.0001], accuracyDifference: -0.01 })
    expect(verdict).toMatchObject({ kind: 'lower', text: 'fewer right' })
  })

  it('says that there is no test where it cannot be made', () => {
    const verdict = verdictOf(comparison({ equivalence: null }), { ...options, test: 'corrected-t' })
    expect(verdict).toMatchObject({ kind: 'untested', adjustedP: null })
    expect(verdict.title).toContain('not made')
  })

  it('tells p, method, probabilities and warnings when pointed at', () => {
    const { title } = verdictOf(comparison({ warnings: ['Few pairs.'] }), options)
    expect(title).toContain('p = 0.031, after Holm over 1 comparison = 0.031 (exact, 2 of 64 sign changes)')
    expect(title).toContain('within ±0.01: 0.03')
    expect(title).toMatch(/Few pairs\.$/)
  })
})
