import { beatClasses } from '../../../electron/shared/beatClass.ts'
import type { TableRow } from '../../../electron/shared/studyTable.ts'

/** F1 as it is, or its difference to the baseline's of the same class. */
export type ClassGridMode = 'f1' | 'difference'

export interface ClassCell {
  /** Null where the variant has no score. */
  value: number | null
  /** -1 to 1 for differences, 0 to 1 for F1: what the colour is of. */
  shade: number
  f1: number | null
  sd: number | null
}

export interface ClassGridRow {
  row: TableRow
  cells: ClassCell[]
}

/** Variants by classes. Shades span the values there are, so that small differences can be seen. */
export interface ClassGrid {
  rows: ClassGridRow[]
  /** The values at both ends of the shades. */
  low: number
  high: number
}

/** Mean F1 of each class and variant with its shade. */
export function classGrid(rows: readonly TableRow[], mode: ClassGridMode): ClassGrid {
  const baseline = rows.find(({ isBaseline }) => isBaseline)?.classF1 ?? null
  const valued = rows.map((row) => ({
    row,
    cells: beatClasses.map((_, label) => {
      const own = row.classF1?.[label]
      const other = baseline?.[label]
      const value = mode === 'f1' ? own?.mean : own && other ? own.mean - other.mean : undefined
      return { value: value ?? null, f1: own?.mean ?? null, sd: own?.sd ?? null }
    }),
  }))
  const values = valued.flatMap(({ cells }) => cells.flatMap(({ value }) => (value === null ? [] : [value])))
  const [low, high] = endsOf(values, mode)
  const shadeOf = (value: number | null) =>
    value === null || high === low ? 0 : mode === 'f1' ? (value - low) / (high - low) : value / high
  return {
    rows: valued.map(({ row, cells }) => ({
      row,
      cells: cells.map((cell) => ({ ...cell, shade: shadeOf(cell.value) })),
    })),
    low,
    high,
  }
}

/** Of differences the same distance on both sides of 0. */
function endsOf(values: readonly number[], mode: ClassGridMode): [number, number] {
  if (values.length === 0) return mode === 'f1' ? [0, 1] : [-0.01, 0.01]
  if (mode === 'f1') return [Math.min(...values), Math.max(...values)]
  const most = Math.max(0.001, ...values.map(Math.abs))
  return [-most, most]
}

/** By one class, highest first, or in the given order; the baseline stays first, rows without a score last. */
export function sortGrid(rows: readonly ClassGridRow[], label: number | null): ClassGridRow[] {
  if (label === null) return [...rows]
  const value = ({ cells }: ClassGridRow) => cells[label]?.value ?? -Infinity
  return [...rows].sort((a, b) => Number(b.row.isBaseline) - Number(a.row.isBaseline) || value(b) - value(a))
}
