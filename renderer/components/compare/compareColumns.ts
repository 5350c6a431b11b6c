import { beatClasses } from '../../../electron/shared/beatClass.ts'
import { headlineTitle, isOfAllClasses } from '../../../electron/shared/headline.ts'
import { recurrentText } from '../../../electron/shared/recurrentText.ts'
import type { StudyTable, TableRow } from '../../../electron/shared/studyTable.ts'
import { formatScore } from '../../composables/format.ts'
import type { RowFigures } from './rowFigures.ts'

/** A column of the ablation table: its head, and the value that sorting uses (null sorts last). */
export interface CompareColumn {
  key: string
  title: string
  /** Second line of the head. */
  note?: string
  align: 'start' | 'end'
  /** Pixels in a wide window and in a narrow one; the first column takes what is left. */
  widths: readonly [wide: number, compact: number]
  isShownAtFirst: boolean
  /** Stays when the table has little room because something stands beside it. */
  isEssential?: boolean
  /** False where the column would tell nothing; such a one is not offered. */
  isUseful?: (table: StudyTable) => boolean
  value: (row: TableRow, figures: RowFigures | undefined) => number | string | null
}

const first = (values: readonly number[]): number | null => values[0] ?? null
const someRow = (has: (row: TableRow) => boolean) => (table: StudyTable) => table.rows.some(has)
const isCompared = (table: StudyTable) => table.rows.some((row) => row.isBaseline) && table.rows.length > 1

const designColumns: readonly CompareColumn[] = [
  {
    key: 'name',
    title: 'Variant',
    align: 'start',
    widths: [176, 130],
    isShownAtFirst: true,
    isEssential: true,
    value: (row) => row.position,
  },
  {
    key: 'depth',
    title: 'Depth',
    align: 'end',
    widths: [42, 40],
    isShownAtFirst: true,
    value: (row) => row.depth,
  },
  {
    key: 'filters',
    title: 'Filters',
    align: 'start',
    widths: [66, 58],
    isShownAtFirst: true,
    value: (row) => first(row.filters),
  },
  {
    key: 'kernel',
    title: 'Kernel',
    align: 'start',
    widths: [58, 44],
    isShownAtFirst: true,
    value: (row) => first(row.kernelSizes),
  },
  {
    key: 'recurrent',
    title: 'Recurrent',
    align: 'start',
    widths: [82, 80],
    isShownAtFirst: true,
    isUseful: someRow((row) => row.recurrent.length > 0),
    value: (row) => recurrentText(row.recurrent) || null,
  },
  {
    key: 'parameters',
    title: 'Parameters',
    align: 'end',
    widths: [74, 70],
    isShownAtFirst: true,
    value: (row) => row.parameters,
  },
  {
    key: 'macs',
    title: 'MACs',
    align: 'end',
    widths: [88, 84],
    isShownAtFirst: false,
    value: (row) => row.macs,
  },
]

const headlineColumns: readonly CompareColumn[] = [
  {
    key: 'headline',
    title: 'Macro F1',
    note: 'mean ± sd',
    align: 'end',
    widths: [100, 76],
    isShownAtFirst: true,
    isEssential: true,
    value: (row) => row.headline?.mean ?? null,
  },
  {
    key: 'interval',
    title: '95 % interval',
    align: 'start',
    widths: [160, 120],
    isShownAtFirst: true,
    isEssential: true,
    value: (row) => row.headline?.mean ?? null,
  },
  {
    key: 'difference',
    title: 'Δ to baseline',
    note: '95 % interval',
    align: 'end',
    widths: [156, 104],
    isShownAtFirst: true,
    isEssential: true,
    isUseful: isCompared,
    value: (_row, figures) => figures?.difference ?? null,
  },
  {
    key: 'differencePlot',
    title: 'Δ',
    align: 'start',
    widths: [104, 84],
    isShownAtFirst: true,
    isEssential: true,
    isUseful: isCompared,
    value: (_row, figures) => figures?.difference ?? null,
  },
  {
    key: 'verdict',
    title: 'Against baseline',
    note: 'p after Holm',
    align: 'start',
    widths: [132, 108],
    isShownAtFirst: true,
    isEssential: true,
    isUseful: isCompared,
    value: (_row, figures) => figures?.verdict?.adjustedP ?? null,
  },
  {
    key: 'equivalence',
    title: 'Probability',
    note: 'lower, equal, higher',
    align: 'start',
    widths: [116, 108],
    isShownAtFirst: false,
    isUseful: isCompared,
    value: (_row, figures) => figures?.equivalence?.better ?? null,
  },
]

const otherScores: readonly CompareColumn[] = [
  {
    key: 'macroF1',
    title: 'Macro F1',
    note: 'of all 5',
    align: 'end',
    widths: [72, 60],
    isShownAtFirst: true,
    isEssential: true,
    isUseful: ({ headlineClasses }) => !isOfAllClasses(headlineClasses),
    value: (row) => row.macroF1?.mean ?? null,
  },
  {
    key: 'classF1',
    title: 'F1 by class',
    align: 'start',
    widths: [172, 168],
    isShownAtFirst: true,
    value: (row) => Math.min(...(row.classF1 ?? []).map((mean) => mean.mean)),
  },
  {
    key: 'weightedF1',
    title: 'Weighted F1',
    align: 'end',
    widths: [76, 62],
    isShownAtFirst: false,
    value: (row) => row.weightedF1?.mean ?? null,
  },
  {
    key: 'accuracy',
    title: 'Accuracy',
    align: 'end',
    widths: [64, 58],
    isShownAtFirst: false,
    value: (row) => row.accuracy?.mean ?? null,
  },
  {
    key: 'seeds',
    title: 'Runs',
    align: 'end',
    widths: [44, 40],
    isShownAtFirst: false,
    value: (row) => row.runs.length,
  },
  {
    key: 'looks',
    title: 'Looks',
    align: 'end',
    widths: [46, 42],
    isShownAtFirst: false,
    value: (row) => row.runs.reduce((sum, { scores }) => sum + scores.looks, 0),
  },
  {
    key: 'published',
    title: 'Published',
    align: 'end',
    widths: [62, 58],
    isShownAtFirst: true,
    isUseful: someRow((row) => row.published !== null),
    value: (row) => row.published?.value ?? null,
  },
]

/** All columns in their order. */
export const compareColumns: readonly CompareColumn[] = [...designColumns, ...headlineColumns, ...otherScores]

/** The columns that tell something of this table; the headline's is named by its classes. */
export function columnsOf(table: StudyTable): CompareColumn[] {
  return compareColumns
    .filter(({ isUseful }) => !isUseful || isUseful(table))
    .map((column) => (column.key === 'headline' ? namedHeadline(column, table) : column))
}

/** A title of several words leaves no room for a note. */
function namedHeadline({ note, ...column }: CompareColumn, { headlineClasses }: StudyTable): CompareColumn {
  const title = headlineTitle(headlineClasses)
  return { ...column, title, ...(note && isOfAllClasses(headlineClasses) ? { note } : {}) }
}

export interface SortOrder {
  key: string
  descending: boolean
}

/** The baseline first, the others by the column's value; rows without a value come last in either direction. */
export function sortRows(
  rows: readonly TableRow[],
  order: SortOrder,
  figures: ReadonlyMap<number, RowFigures>,
): TableRow[] {
  const read = compareColumns.find((column) => column.key === order.key)?.value ?? ((row: TableRow) => row.position)
  const sign = order.descending ? -1 : 1
  const value = (row: TableRow) => missingAsNull(read(row, figures.get(row.variantId)))
  return [...rows].sort((a, b) => {
    if (a.isBaseline !== b.isBaseline) return a.isBaseline ? -1 : 1
    const [left, right] = [value(a), value(b)]
    if (left === null || right === null) return left === right ? a.position - b.position : left === null ? 1 : -1
    if (left === right) return a.position - b.position
    return (left < right ? -1 : 1) * sign
  })
}

function missingAsNull(value: number | string | null): number | string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

/** What a screen reader says of a row's classes. */
export function classF1Text(row: TableRow): string {
  return beatClasses.map((name, index) => `${name} ${formatScore(row.classF1?.[index]?.mean)}`).join(', ')
}
