import type { TableRow } from '../../../electron/shared/studyTable.ts'

/** On how many seeds the variants of a study stand: `5 seeds each`, or `2 to 5 seeds each` where they differ. */
export function seedsText(rows: readonly Pick<TableRow, 'runs'>[]): string {
  const counts = rows.map(({ runs }) => runs.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  if (counts.length === 0) return 'trained for real'
  if (least < most) return `${least} to ${most} seeds each`
  return most === 1 ? 'one seed each' : `${most} seeds each`
}
