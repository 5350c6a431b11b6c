import { expect, it } from 'vitest'
import { seedsText } from '../../../../renderer/components/start/seedsText.ts'
import type { TableRun } from '../../../../electron/shared/studyTable.ts'

const rowsOf = (...counts: number[]) => counts.map((count) => ({ runs: new Array<TableRun>(count) }))

it('says on how many seeds the reference study stands', () => {
  expect(seedsText(rowsOf(1, 1))).toBe('one seed each')
  expect(seedsText(rowsOf(3, 3))).toBe('3 seeds each')
  expect(seedsText(rowsOf(5, 2, 5))).toBe('2 to 5 seeds each')
  expect(seedsText([])).toBe('trained for real')
})
