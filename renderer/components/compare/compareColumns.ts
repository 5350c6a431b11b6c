import { beatClasses } from '../../../electron/shared/beatClass.ts'
import { publishedMacroF1 } from '../../../electron/shared/publishedText.ts'
import { recurrentText } from '../../../electron/shared/recurrentText.ts'
import type { TableRow } from '../../../electron/shared/studyTable.ts'
import { formatScore } from '../../composables/format.ts'

/** A column of the ablation table: its head, and the value that sorting uses (null sorts last). */
export interface CompareColumn {
  key: string
  title: string
  /** Second line of the head. */
  note?: string
  align: 'start' | 'end'
  width?: number
  isShownAtFirst: boolean
  /** False where the column would be empty in every row; such a one is not offered. */
  isFilledBy?: (row: TableRow) => boolean
  value: (row: TableRow) => number | string | null
}

const listText = (values: readonly number[]): string => {
  const distinct = new Set(values)
  if (values.length > 1 && distinct.size === 1) return `${values[0]} each`
  return values.join(', ')
}

/** Filters in few signs: `32`, `32 each`, `64–1024` for a rising list. */
export function filtersText(filters: readonly number[]): string {
  const rises = filters.every((value, index) => index === 0 || value > (filters[index - 1] ?? 0))
  return filters.length > 2 && rises ? `${filters[0]}–${filters.at(-1)}` : listText(filters)
}

/** Kernel sizes in few signs: `3` when all are equal, else the list. */
export function kernelText(kernelSizes: readonly number[]): string {
  return new Set(kernelSizes).size === 1 ? String(kernelSizes[0]) : kernelSizes.join(', ')
}

const first = (values: readonly number[]): number | null => values[0] ?? null

/** All columns in their order. */
export const compareColumns: readonly CompareColumn[] = [
  { key: 'name', title: 'Variant', align: 'start', isShownAtFirst: true, value: (row) => row.position },
  { key: 'depth', title: 'Depth', align: 'end', isShownAtFirst: true, value: (row) => row.depth },
  { key: 'filters', title: 'Filters', align: 'start', isShownAtFirst: true, value: (row) => first(row.filters) },
  { key: 'kernel', title: 'Kernel', align: 'start', isShownAtFirst: true, value: (row) => first(row.kernelSizes) },
  {
    key: 'recurrent',
    title: 'Recurrent',
    align: 'start',
    isShownAtFirst: true,
    isFilledBy: (row) => row.recurrent.length > 0,
    value: (row) => recurrentText(row.recurrent) || null,
  },
  { key: 'parameters', title: 'Parameters', align: 'end', isShownAtFirst: true, value: (row) => row.parameters },
  { key: 'macs', title: 'MACs', align: 'end', isShownAtFirst: false, value: (row) => row.macs },
  {
    key: 'macroF1',
    title: 'Macro F1',
    note: 'mean ± sd',
    align: 'end',
    isShownAtFirst: true,
    value: (row) => row.macroF1?.mean ?? null,
  },
  {
    key: 'interval',
    title: '95 % interval',
    align: 'start',
    isShownAtFirst: true,
    value: (row) => row.macroF1?.mean ?? null,
  },
  {
    key: 'difference',
    title: 'Δ to baseline',
    note: 'paired by seed',
    align: 'end',
    isShownAtFirst: true,
    value: (row) => row.difference?.mean ?? null,
  },
  {
    key: 'weightedF1',
    title: 'Weighted F1',
    align: 'end',
    isShownAtFirst: true,
    value: (row) => row.weightedF1?.mean ?? null,
  },
  {
    key: 'accuracy',
    title: 'Accuracy',
    align: 'end',
    isShownAtFirst: true,
    value: (row) => row.accuracy?.mean ?? null,
  },
  {
    key: 'classF1',
    title: 'F1 by class',
    align: 'start',
    width: 164,
    isShownAtFirst: true,
    value: (row) => Math.min(...(row.classF1 ?? []).map((mean) => mean.mean)),
  },
  { key: 'seeds', title: 'Seeds', align: 'end', isShownAtFirst: false, value: (row) => row.runs.length },
  {
    key: 'published',
    title: 'Published',
    align: 'end',
    isShownAtFirst: true,
    value: (row) => row.published?.value ?? null,
  },
]

/** The columns that tell something of at least one row. */
export function columnsOf(rows: readonly TableRow[]): CompareColumn[] {
  return compareColumns.filter(({ isFilledBy }) => !isFilledBy || rows.some(isFilledBy))
}

/** What the user asked to see. */
export interface CompareFilter {
  text: string
  depths: readonly number[]
  kernels: readonly string[]
}

export function matches(row: TableRow, filter: CompareFilter): boolean {
  const text = filter.text.trim().toLowerCase()
  const words =
    `${row.name} ${filtersText(row.filters)} ${row.filters.join(' ')} k${kernelText(row.kernelSizes)} ${recurrentText(row.recurrent)}`.toLowerCase()
  return (
    (text === '' || words.includes(text)) &&
    (filter.depths.length === 0 || filter.depths.includes(row.depth)) &&
    (filter.kernels.length === 0 || filter.kernels.includes(kernelText(row.kernelSizes)))
  )
}

export interface SortOrder {
  key: string
  descending: boolean
}

/** The baseline first, the others by the column's value; rows without a value come last in either direction. */
export function sortRows(rows: readonly TableRow[], order: SortOrder): TableRow[] {
  const value = compareColumns.find((column) => column.key === order.key)?.value ?? ((row: TableRow) => row.position)
  const sign = order.descending ? -1 : 1
  return [...rows].sort((a, b) => {
    if (a.isBaseline !== b.isBaseline) return a.isBaseline ? -1 : 1
    const [left, right] = [missingAsNull(value(a)), missingAsNull(value(b))]
    if (left === null || right === null) return left === right ? a.position - b.position : left === null ? 1 : -1
    if (left === right) return a.position - b.position
    return (left < right ? -1 : 1) * sign
  })
}

function missingAsNull(value: number | string | null): number | string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

/** An axis that holds all macro F1 values, intervals and published values of the table, on round numbers. */
export function scoreAxis(rows: readonly TableRow[]): { min: number; max: number; ticks: number[] } | null {
  const values = rows.flatMap((row) => {
    const published = row.macroF1 && publishedMacroF1(row.published)
    return [
      ...(row.macroF1 ? [row.macroF1.mean, ...(row.macroF1.interval ?? [])] : []),
      ...row.runs.map((run) => run.scores.macroF1),
      ...(published === null ? [] : [published]),
    ]
  })
  if (values.length === 0) return null
  return roundAxis(Math.max(0, Math.min(...values)), Math.min(1, Math.max(...values)))
}

/** About four round ticks over [low, high], widened to whole steps. */
export function roundAxis(low: number, high: number): { min: number; max: number; ticks: number[] } {
  const span = Math.max(high - low, 0.01)
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((candidate) => span / candidate <= 4) ?? 0.5
  const from = Math.floor(low / step + 1e-9)
  const to = Math.max(Math.ceil(high / step - 1e-9), from + 1)
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toFixed(4)))
  return { min: from * step, max: to * step, ticks }
}

/** What a screen reader says of a row's classes. */
export function classF1Text(row: TableRow): string {
  return beatClasses.map((name, index) => `${name} ${formatScore(row.classF1?.[index]?.mean)}`).join(', ')
}
