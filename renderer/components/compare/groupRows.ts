import { designFactors } from '../../../electron/shared/statistics/designFactors.ts'
import { factorColumns, rankLevels } from '../../../electron/shared/statistics/factorColumns.ts'
import type { NewVariant } from '../../../electron/shared/study.ts'
import type { TableRow } from '../../../electron/shared/studyTable.ts'

/** A factor in which the study's variants differ. */
export interface GroupFactor {
  name: string
  /** By variant: its level in words, and that level's place from lowest to highest. */
  levels: ReadonlyMap<number, { text: string; rank: number }>
}

/** Variants of one level, in the order of the table. */
export interface RowGroup {
  key: string
  title: string
  rows: TableRow[]
  /** Of the variants' mean headline scores; null while none has one. */
  mean: number | null
  /** The lowest and the highest of them. */
  range: readonly [number, number] | null
}

type Designed = Pick<NewVariant, 'architecture' | 'recipe'> & { id: number }

/** What rows can be grouped by: the factors of the study, as in its effects; those that change together are one. */
export function groupFactors(variants: readonly Designed[]): GroupFactor[] {
  return factorColumns(variants.map(designFactors)).map((column) => {
    const ranks = rankLevels(column)
    const levels = variants.map(({ id }, index): [number, { text: string; rank: number }] => [
      id,
      column.levels[index] === null
        ? { text: 'none', rank: -1 }
        : { text: column.texts[index] ?? '', rank: ranks[index] ?? 0 },
    ])
    return { name: column.name, levels: new Map(levels) }
  })
}

/** Rows in groups of equal level, the lowest level first. */
export function groupRows(rows: readonly TableRow[], factor: GroupFactor): RowGroup[] {
  const levelOf = (row: TableRow) => factor.levels.get(row.variantId) ?? { text: 'none', rank: -1 }
  const byText = Map.groupBy(rows, (row) => levelOf(row).text)
  return [...byText]
    .map(([text, members]) => ({ text, members, rank: levelOf(members[0]!).rank }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ text, members }) => {
      const means = members.flatMap(({ headline }) => (headline ? [headline.mean] : []))
      return {
        key: `${factor.name} ${text}`,
        title: `${factor.name} ${text}`,
        rows: members,
        mean: means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length,
        range: means.length === 0 ? null : [Math.min(...means), Math.max(...means)],
      }
    })
}
