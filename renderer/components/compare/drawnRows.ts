import type { TableRow } from '../../../electron/shared/studyTable.ts'

/**
 * Whose curves are drawn: the ticked variants; without any the baseline beside the one whose details are shown, or beside
 * the one that scores highest. The baseline comes first.
 */
export function drawnRows(
  rows: readonly TableRow[],
  tickedIds: ReadonlySet<number>,
  shownId: number | null,
): TableRow[] {
  const ticked = rows.filter(({ variantId }) => tickedIds.has(variantId))
  return (ticked.length > 0 ? ticked : suggestedRows(rows, shownId)).toSorted(
    (a, b) => Number(b.isBaseline) - Number(a.isBaseline) || a.position - b.position,
  )
}

function suggestedRows(rows: readonly TableRow[], shownId: number | null): TableRow[] {
  const scored = rows.filter(({ headline }) => headline !== null)
  const highest = scored
    .filter(({ isBaseline }) => !isBaseline)
    .toSorted((a, b) => (b.headline?.mean ?? 0) - (a.headline?.mean ?? 0))[0]
  const other = scored.find(({ variantId }) => variantId === shownId) ?? highest
  return scored.filter((row) => row.isBaseline || row === other)
}
