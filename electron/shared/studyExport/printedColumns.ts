import { beatClasses } from '../beatClass.ts'
import { isOfAllClasses } from '../headline.ts'
import { publishedText } from '../publishedText.ts'
import type { TableRow } from '../studyTable.ts'
import { designColumns } from './designColumns.ts'
import { headlineColumns, otherScoreColumns } from './scoreColumns.ts'
import { bestRows, intervalEnds, meanText, signedText, type ScoreColumn } from './scoreText.ts'
import { marksOf, pText } from './significanceMarks.ts'
import type { RowReport, TableReport } from './tableReport.ts'

/** What stands in a cell, in plain text: every format sets its parts in its own way. */
export interface PrintedCell {
  text: string
  /** The largest of its column. */
  isBest?: boolean
  /** Sample standard deviation of the mean that `text` is. */
  sd?: number | null
  /** Marks of significance and equivalence, as superscript behind `text`. */
  marks?: string
  /** Stands behind text and marks. */
  rest?: string
}

export interface PrintedColumn {
  title: string
  group: 'design' | 'headline' | 'others' | 'published'
  cell: (report: RowReport) => PrintedCell
}

/** The columns of a printed table behind the variants' names: the headline score with all that is told of it first. */
export function printedColumns(report: TableReport): PrintedColumn[] {
  const { rows } = report.table
  const others = otherScoreColumns.map((column) => scoreColumn(rows, column, 'others'))
  return [
    ...designColumns(rows).map(({ title, read }): PrintedColumn => ({
      title,
      group: 'design',
      cell: ({ row }) => ({ text: read(row) }),
    })),
    ...headlineColumns(report.table).map((column) => scoreColumn(rows, column, 'headline')),
    ...inferenceColumns(report),
    ...others,
    ...(rows.some(({ published }) => published) ? [publishedColumn] : []),
  ]
}

function scoreColumn(rows: readonly TableRow[], column: ScoreColumn, group: PrintedColumn['group']): PrintedColumn {
  const best = bestRows(rows, column)
  return {
    title: column.title,
    group,
    cell: ({ row }) => ({
      text: meanText(column.read(row)),
      isBest: best.has(row),
      sd: column.read(row)?.sd ?? null,
    }),
  }
}

/** Interval, difference and p, each only where a row has one; they name the headline's classes unless it is of all. */
function inferenceColumns({ table, rows }: TableReport): PrintedColumn[] {
  const { headlineClasses } = table
  const of = isOfAllClasses(headlineClasses) ? '' : `, ${headlineClasses.map((label) => beatClasses[label]).join(' ')}`
  const interval: PrintedColumn = {
    title: `95 % interval${of}`,
    group: 'headline',
    cell: (report) => ({ text: intervalEnds(report.interval) }),
  }
  const difference: PrintedColumn = { title: `Δ baseline${of}`, group: 'headline', cell: differenceCell }
  const p: PrintedColumn = {
    title: 'p (Holm)',
    group: 'headline',
    cell: ({ test }) => ({ text: test === null ? '' : pText(test.adjustedP) }),
  }
  return [
    ...(rows.some((report) => report.interval) ? [interval] : []),
    ...(rows.some((report) => report.difference) ? [difference] : []),
    ...(rows.some(({ test }) => test) ? [p] : []),
  ]
}

function differenceCell(report: RowReport): PrintedCell {
  const { difference, row } = report
  if (!difference) return { text: '' }
  const interval = difference.interval ? ` ${intervalEnds(difference.interval, signedText)}` : ''
  const pairs = difference.n === row.headline?.n ? '' : ` (n = ${difference.n})`
  return { text: signedText(difference.mean), marks: marksOf(report), rest: interval + pairs }
}

const publishedColumn: PrintedColumn = {
  title: 'Published',
  group: 'published',
  cell: ({ row }) => ({ text: row.published === null ? '' : publishedText(row.published) }),
}
