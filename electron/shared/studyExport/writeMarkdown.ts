import { printedColumns, type PrintedCell } from './printedColumns.ts'
import { boldNote, scoreDigits } from './scoreText.ts'
import { tableNotes } from './tableNotes.ts'
import type { TableReport } from './tableReport.ts'

/** A GitHub-flavoured Markdown table, the best value of each score bold, notes under it. */
export function writeMarkdown(report: TableReport): string {
  const columns = printedColumns(report)
  const titles = ['Variant', ...columns.map(({ title }) => title)]
  const lines = report.rows.map((row) => line([nameOf(row.row), ...columns.map(({ cell }) => cellText(cell(row)))]))
  const rule = line(titles.map((_, index) => (index === 0 ? '---' : '---:')))
  const notes = [...tableNotes(report), boldNote].map((note) => `${escapeMarkdown(note)}\n`)
  return [`### ${escapeMarkdown(report.table.studyName)}`, '', line(titles), rule, ...lines, '', ...notes].join('\n')
}

const nameOf = ({ name, isBaseline }: { name: string; isBaseline: boolean }): string =>
  escapeMarkdown(name) + (isBaseline ? ' (baseline)' : '')

/** Brackets and figures stay as they are: no cell has what would be a link. */
function cellText({ text, isBest, sd, marks = '', rest = '' }: PrintedCell): string {
  const bold = isBest ? `**${text}**` : text
  const spread = sd === null || sd === undefined ? '' : ` ± ${sd.toFixed(scoreDigits)}`
  return `${bold}${spread}${marks.replaceAll('*', '\\*')}${rest}`.replace('<', '&lt;')
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Takes from text what Markdown or HTML would read as a mark. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\|*_`~[\]<>&#]/g, (mark) => (mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`))
    .replace(/\s+/g, ' ')
}
