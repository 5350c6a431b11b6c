import { publishedText } from '../publishedText.ts'
import type { StudyTable, TableRow } from '../studyTable.ts'
import { designColumns, type TextColumn } from './designColumns.ts'
import { scoreColumns } from './scoreColumns.ts'
import { bestRows, boldNote, differenceText, intervalText, meanText, sdText, type ScoreColumn } from './scoreText.ts'
import { tableNotes } from './tableNotes.ts'

/** A GitHub-flavoured Markdown table, the best value of each score bold, notes under it. */
export function writeMarkdown(table: StudyTable): string {
  const designs = designColumns(table.rows)
  const titles = [
    'Variant',
    ...designs.map(({ title }) => title),
    ...scoreColumns.map(({ title }) => title),
    'Macro F1, 95 % interval',
    'Δ baseline',
    'Published',
  ]
  const best = new Map(scoreColumns.map((column) => [column, bestRows(table.rows, column)]))
  const lines = table.rows.map((row) => line(cellsOf(row, designs, (column) => best.get(column)?.has(row) ?? false)))
  const rule = line(titles.map((_, index) => (index === 0 ? '---' : '---:')))
  const notes = [...tableNotes(table), boldNote].map((note) => `${escapeMarkdown(note)}\n`)
  return [`### ${escapeMarkdown(table.studyName)}`, '', line(titles), rule, ...lines, '', ...notes].join('\n')
}

function cellsOf(row: TableRow, designs: readonly TextColumn[], isBest: (column: ScoreColumn) => boolean): string[] {
  return [
    escapeMarkdown(row.name) + (row.isBaseline ? ' (baseline)' : ''),
    ...designs.map(({ read }) => read(row)),
    ...scoreColumns.map((column) => scoreCell(row, column, isBest(column))),
    intervalText(row.macroF1),
    differenceText(row),
    row.published === null ? '' : publishedText(row.published),
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
