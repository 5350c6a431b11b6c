import type { StudyTable, TableRow } from '../studyTable.ts'
import { scoreColumns } from './scoreColumns.ts'
import {
  bestRows,
  blocksText,
  boldNote,
  differenceText,
  intervalText,
  meanText,
  scoreDigits,
  sdText,
  type ScoreColumn,
} from './scoreText.ts'
import { tableNotes } from './tableNotes.ts'

/** A GitHub-flavoured Markdown table, the best value of each score bold, notes under it. */
export function writeMarkdown(table: StudyTable): string {
  const titles = [
    'Variant',
    'Depth',
    'Kernel',
    'Filters',
    'Parameters',
    ...scoreColumns.map(({ title }) => title),
    'Macro F1, 95 % interval',
    'Δ baseline',
    'Published',
  ]
  const best = new Map(scoreColumns.map((column) => [column, bestRows(table.rows, column)]))
  const lines = table.rows.map((row) => line(cellsOf(row, (column) => best.get(column)?.has(row) ?? false)))
  const rule = line(titles.map((_, index) => (index === 0 ? '---' : '---:')))
  const notes = [...tableNotes(table), boldNote].map((note) => `${escapeMarkdown(note)}\n`)
  return [`### ${escapeMarkdown(table.studyName)}`, '', line(titles), rule, ...lines, '', ...notes].join('\n')
}

function cellsOf(row: TableRow, isBest: (column: ScoreColumn) => boolean): string[] {
  return [
    escapeMarkdown(row.name) + (row.isBaseline ? ' (baseline)' : ''),
    String(row.depth),
    blocksText(row.kernelSizes, ''),
    blocksText(row.filters),
    row.parameters.toLocaleString('en-US'),
    ...scoreColumns.map((column) => scoreCell(row, column, isBest(column))),
    intervalText(row.macroF1),
    differenceText(row),
    row.published === null ? '' : row.published.macroF1.toFixed(scoreDigits),
  ]
}

function scoreCell(row: TableRow, column: ScoreColumn, isBest: boolean): string {
  const score = column.read(row)
  const sd = sdText(score)
  const text = isBest ? `**${meanText(score)}**` : meanText(score)
  return sd === null ? text : `${text} ± ${sd}`
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Takes from text what Markdown or HTML would read as a mark. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\|*_`~[\]<>&#]/g, (mark) => (mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`))
    .replace(/\s+/g, ' ')
}
