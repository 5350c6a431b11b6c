import { expect, it } from 'vitest'
import { drawnRows } from '../../../../renderer/components/compare/drawnRows.ts'
import { mean, tableRow } from '../../../support/tableRow.ts'

const rows = [
  tableRow({ name: 'a', variantId: 1, position: 0, macroF1: mean(0.9) }),
  tableRow({ name: 'b', variantId: 2, position: 1, macroF1: mean(0.8), isBaseline: true }),
  tableRow({ name: 'c', variantId: 3, position: 2, macroF1: mean(0.95) }),
  tableRow({ name: 'd', variantId: 4, position: 3 }),
]
const names = (ticked: number[], shown: number | null = null) =>
  drawnRows(rows, new Set(ticked), shown).map(({ name }) => name)

it('draws the ticked variants, the baseline first', () => {
  expect(names([3, 2, 1])).toEqual(['b', 'a', 'c'])
})

it('draws the baseline beside the variant that is looked at, or beside the highest', () => {
  expect(names([], 1)).toEqual(['b', 'a'])
  expect(names([])).toEqual(['b', 'c'])
  expect(names([], 4)).toEqual(['b', 'c'])
})
