import { headlineF1 } from '../../../../electron/shared/headline.ts'
import type { FactorEffect } from '../../../../electron/shared/studyStatistics.ts'
import type { StudyTable, TableRow } from '../../../../electron/shared/studyTable.ts'

/** Two variants that differ in one factor alone, and the mean change between them over the seeds that both have. */
export interface ContrastDifference {
  key: string
  from: string
  to: string
  /** Null where they share no seed. */
  difference: number | null
  seeds: number
}

/** The pairs of variants that an effect is the mean of, largest change first. */
export function contrastDifferences(effect: FactorEffect, table: StudyTable): ContrastDifference[] {
  const rows = new Map(table.rows.map((row) => [row.variantId, row]))
  return effect.contrasts
    .map(({ fromVariantId, toVariantId }) => {
      const [from, to] = [rows.get(fromVariantId), rows.get(toVariantId)]
      const changes = from && to ? changesBySeed(from, to, table.headlineClasses) : []
      return {
        key: `${fromVariantId} ${toVariantId}`,
        from: from?.name ?? `variant ${fromVariantId}`,
        to: to?.name ?? `variant ${toVariantId}`,
        difference: changes.length === 0 ? null : meanOf(changes),
        seeds: changes.length,
      }
    })
    .sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
}

/** Change of each seed that both have: of its folds the mean. */
function changesBySeed(from: TableRow, to: TableRow, classes: readonly number[]): number[] {
  const [before, after] = [scoresBySeed(from, classes), scoresBySeed(to, classes)]
  return [...after].flatMap(([seed, score]) => {
    const other = before.get(seed)
    return other === undefined ? [] : [score - other]
  })
}

function scoresBySeed({ runs }: TableRow, classes: readonly number[]): Map<number, number> {
  const bySeed = Map.groupBy(runs, ({ seed }) => seed)
  return new Map([...bySeed].map(([seed, own]) => [seed, meanOf(own.map(({ scores }) => headlineF1(scores, classes)))]))
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
