import type { TableRow, TableRun } from '../../../electron/shared/studyTable.ts'
import type { RowGroup } from './groupRows.ts'

/** One line of the table as it stands on the screen. */
export type TableItem =
  | { kind: 'group'; key: string; group: RowGroup; isOpen: boolean }
  | { kind: 'variant'; key: string; row: TableRow; isOpen: boolean }
  | { kind: 'run'; key: string; row: TableRow; run: TableRun }

/** Pixels; rows have fixed heights, so that only those in sight need to be there. */
export const itemHeights: Record<TableItem['kind'], number> = { group: 28, variant: 30, run: 24 }

interface Arrangement {
  rows: readonly TableRow[]
  /** Null where rows stand ungrouped. */
  groups: readonly RowGroup[] | null
  closedGroups: ReadonlySet<string>
  /** Variants whose runs are listed. */
  opened: ReadonlySet<number>
}

/** The lines in order: the baseline stays above all groups, runs stand below their variant, imported ones last. */
export function tableItems({ rows, groups, closedGroups, opened }: Arrangement): TableItem[] {
  const withRuns = (row: TableRow): TableItem[] => {
    const isOpen = opened.has(row.variantId)
    const runs = isOpen ? [...row.runs, ...row.imported] : []
    return [
      { kind: 'variant', key: `variant ${row.variantId}`, row, isOpen },
      ...runs.map((run): TableItem => ({ kind: 'run', key: `run ${run.runId}`, row, run })),
    ]
  }
  if (!groups) return rows.flatMap(withRuns)
  return [
    ...rows.filter(({ isBaseline }) => isBaseline).flatMap(withRuns),
    ...groups.flatMap((group): TableItem[] => {
      const isOpen = !closedGroups.has(group.key)
      return [
        { kind: 'group', key: `group ${group.key}`, group, isOpen },
        ...(isOpen ? group.rows.filter(({ isBaseline }) => !isBaseline).flatMap(withRuns) : []),
      ]
    }),
  ]
}

/** Which lines are in sight, and how many pixels stand before and after them. */
export interface RowWindow {
  first: number
  /** One past the last. */
  end: number
  before: number
  after: number
}

/** Lines drawn beyond both edges, so that scrolling shows no gap. */
const overscan = 12

/** The lines that lie in `height` pixels from `top`, and some around them. */
export function rowWindow(heights: readonly number[], top: number, height: number): RowWindow {
  const total = heights.reduce((sum, value) => sum + value, 0)
  let above = 0
  let start = 0
  while (start < heights.length && above + heights[start]! <= top) above += heights[start++]!
  let end = start
  let shown = above
  while (end < heights.length && shown < top + height) shown += heights[end++]!
  const first = Math.max(0, start - overscan)
  const last = Math.min(heights.length, end + overscan)
  const sum = (from: number, to: number) => heights.slice(from, to).reduce((all, value) => all + value, 0)
  const before = sum(0, first)
  return { first, end: last, before, after: total - before - sum(first, last) }
}
