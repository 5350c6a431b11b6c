import { expect, it } from 'vitest'
import { equivalenceMark, pText, significanceMark } from '../../../electron/shared/studyExport/significanceMarks.ts'
import { comparedStatistics } from '../../support/exportedTable.ts'

const markOf = (adjustedP: number) => significanceMark({ test: { p: 0, adjustedP, method: '' } })

it('marks a p that is below its level, and none that is on it', () => {
  expect([1, 0.05, 0.049, 0.01, 0.0099, 0.001, 0.0009, 0].map(markOf)).toEqual([
    '',
    '',
    '*',
    '*',
    '**',
    '**',
    '***',
    '***',
  ])
})

it('marks by the adjusted p, and nothing that was not tested', () => {
  expect(significanceMark({ test: { p: 0.001, adjustedP: 0.06, method: '' } })).toBe('')
  expect(significanceMark({ test: null })).toBe('')
})

it('marks as equivalent what is so with more than 0.95', () => {
  const comparison = comparedStatistics.variants[1]!.comparison!
  const markAt = (equivalent: number) =>
    equivalenceMark({ comparison: { ...comparison, equivalence: { region: 0.01, worse: 0, equivalent, better: 0 } } })
  expect([0.5, 0.95, 0.951].map(markAt)).toEqual(['', '', '≈'])
  expect(equivalenceMark({ comparison: { ...comparison, equivalence: null } })).toBe('')
  expect(equivalenceMark({ comparison: null })).toBe('')
})

it('prints p with three digits', () => {
  expect([1, 0.0314, 0.001, 0.0009].map(pText)).toEqual(['1.000', '0.031', '0.001', '< 0.001'])
})
