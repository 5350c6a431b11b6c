import { beatClasses } from '../beatClass.ts'
import { isOfAllClasses } from '../headline.ts'
import { publishedText } from '../publishedText.ts'
import type { TableRow } from '../studyTable.ts'
import { designColumns } from './designColumns.ts'
import { headlineColumns, otherScoreColumns } from './scoreColumns.ts'
import { bestRows, intervalEnds, meanText, signedText, type ScoreColumn } from './scoreText.ts'
import { equivalenceMark, pText, significanceMark } from './significanceMarks.ts'
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
    ...countColumns(rows),
    ...headlineColumns(report.table).map((column) => scoreColumn(rows, column, 'headline')),
    ...inferenceColumns(report),
    ...others,
    ...(rows.some(({ published }) => published) ? [publishedColumn] : []),
  ]
}

/** On how many scores a mean stands, where that is not the same for all (else a note says it). */
function countColumns(rows: readonly TableRow[]): PrintedColumn[] {
  const countOf = ({ headline }: TableRow) => String(headline?.n ?? 0)
  if (new Set(rows.map(countOf)).size < 2) return []
  return [{ title: 'n', group: 'headline', cell: ({ row }) => ({ text: countOf(row) }) }]
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

/**
 * Interval, difference and p, each only where a row has one; they name the headline's classes unless it is of all. The mark
 * of significance stands at what the test is of: the difference, but for McNemar's, which is of other scores, its p.
 */
function inferenceColumns({ table, rows, test }: TableReport): PrintedColumn[] {
  const { headlineClasses } = table
  const of = isOfAllClasses(headlineClasses) ? '' : `, ${headlineClasses.map((label) => beatClasses[label]).join(' ')}`
  const isOfDifference = test !== 'mcnemar'
  const group = 'headline'
  const interval: PrintedColumn = {
    title: `95 % interval${of}`,
    group,
    cell: (report) => ({ text: intervalEnds(report.interval) }),
  }
  const difference: PrintedColumn = {
    title: `Δ baseline${of}`,
    group,
    cell: (report) => differenceCell(report, isOfDifference ? significanceMark(report) : ''),
  }
  const p: PrintedColumn = {
    title: 'p (Holm)',
    group,
    cell: (report) => ({
      text: report.test === null ? '' : pText(report.test.adjustedP),
      marks: isOfDifference ? '' : significanceMark(report),
    }),
  }
  return [
    ...(rows.some((report) => report.interval) ? [interval] : []),
    ...(rows.some((report) => report.difference) ? [difference] : []),
    ...(rows.some((report) => report.test) ? [p] : []),
  ]
}

function differenceCell(report: RowReport, significance: string): PrintedCell {
  const { difference, row } = report
  if (!difference) return { text: '' }
  const interval = difference.interval ? ` ${intervalEnds(difference.interval, signedText)}` : ''
  const pairs = difference.n === row.headline?.n ? '' : ` (n = ${difference.n})`
  const marks = significance + equivalenceMark(report)
  return { text: signedText(difference.mean), marks, rest: interval + pairs }
}

const publishedColumn: PrintedColumn = {
  title: 'Published',
  group: 'published',
  cell: ({ row }) => ({ text: row.published === null ? '' : publishedText(row.published) }),
}
