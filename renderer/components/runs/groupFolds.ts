import type { Run } from '../../../electron/shared/run.ts'

/** The folds of one variant and seed, which stand together in a list. */
export interface FoldGroup {
  key: string
  /** By fold. */
  runs: Run[]
}

/** What stands as one row of a list: a run, or several folds. */
export type RunRow = Run | FoldGroup

export function isFoldGroup(row: RunRow): row is FoldGroup {
  return 'runs' in row
}

/**
 * Rows of a list in its order: of a split with folds, those of a variant and seed are one group at the place of the first of
 * them.
 */
export function groupFolds(runs: readonly Run[]): RunRow[] {
  const byKey = Map.groupBy(runs, keyOf)
  return [...byKey].flatMap(([key, group]): RunRow[] =>
    group.some(({ foldCount }) => foldCount > 1) ? [{ key, runs: group.toSorted((a, b) => a.fold - b.fold) }] : group,
  )
}

/** The runs of rows, in the order in which they stand. */
export function runsOfRows(rows: readonly RunRow[]): Run[] {
  return rows.flatMap((row) => (isFoldGroup(row) ? row.runs : row))
}

/** The mean test score of those that have one, and how many they are; null where none has. */
export function meanTestScore(runs: readonly Run[]): { mean: number; n: number } | null {
  const scores = runs.flatMap(({ testMacroF1 }) => (testMacroF1 === null ? [] : [testMacroF1]))
  if (scores.length === 0) return null
  return { mean: scores.reduce((sum, score) => sum + score, 0) / scores.length, n: scores.length }
}

/** Runs without folds are each a row of their own, whatever they are called. */
function keyOf({ id, variantId, seed, foldCount }: Run): string {
  return foldCount > 1 ? `${variantId} ${seed}` : `run ${id}`
}
