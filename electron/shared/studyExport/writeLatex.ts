import { publishedText } from '../publishedText.ts'
import type { Mean, StudyTable, TableRow } from '../studyTable.ts'
import { designColumns } from './designColumns.ts'
import { escapeLatex } from './escapeLatex.ts'
import { latexWidthPoints, pageWidthPoints } from './latexWidth.ts'
import { scoreColumns } from './scoreColumns.ts'
import {
  bestRows,
  boldNote,
  differenceText,
  intervalText,
  meanText,
  scoreDigits,
  sdText,
  type ScoreColumn,
} from './scoreText.ts'
import { tableNotes } from './tableNotes.ts'

/** A column of a printed panel: its head and the LaTeX of a row's cell. */
interface Column {
  head: string
  cell: (row: TableRow) => string
}

/**
 * A table for a paper: needs the package booktabs and nothing else. One row of everything would be wider than a page, so
 * designs, macro F1 and the other scores stand in three panels, and in more where one would be too wide for `article` on
 * A4. The best mean of each score is bold; notes stand under the rules.
 */
export function writeLatex(table: StudyTable): string {
  const [macroF1, ...others] = scoreColumns
  const macroF1Columns = macroF1 ? [scoreColumn(table, macroF1, spreadBeside)] : []
  const panels = [
    textColumns(table),
    [...macroF1Columns, ...spreadColumns(table)],
    others.map((column) => scoreColumn(table, column, spreadInLastDigits)),
  ].flatMap((columns) => splitToPage(table.rows, columns))
  const hasSpread = table.rows.some((row) => row.macroF1?.sd != null)
  const notes = [...tableNotes(table), boldNote, ...(hasSpread ? [lastDigitsNote] : [])]
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}',
    '\\centering',
    `\\caption{${escapeLatex(table.studyName)}}`,
    '\\footnotesize',
    '\\setlength{\\tabcolsep}{2.5pt}',
    ...panels.flatMap((columns) => writePanel(table.rows, columns)),
    '\\begin{minipage}{\\linewidth}',
    '\\footnotesize',
    ...notes.map((note) => `${escapeLatex(note)}\\par`),
    '\\end{minipage}',
    '\\end{table}',
    '',
  ].join('\n')
}

/** Points between the text of two columns: twice `\tabcolsep`. */
const gapPoints = 5

/** Parts the columns into as many panels as the page's width takes; each begins with the variants' names. */
function splitToPage(rows: readonly TableRow[], columns: readonly Column[]): Column[][] {
  const widthOf = (head: string, cell: (row: TableRow) => string) =>
    Math.max(...[head, ...rows.map(cell)].map(latexWidthPoints)) + gapPoints
  const nameWidth = widthOf('Variant', nameCell)
  const panels: Column[][] = []
  let width = Infinity
  for (const column of columns) {
    const added = widthOf(column.head, column.cell)
    if (width + added > pageWidthPoints) {
      panels.push([])
      width = nameWidth
    }
    panels.at(-1)?.push(column)
    width += added
  }
  return panels
}

function writePanel(rows: readonly TableRow[], columns: readonly Column[]): string[] {
  return [
    `\\begin{tabular}{l${'r'.repeat(columns.length)}}`,
    '\\toprule',
    `${['Variant', ...columns.map(({ head }) => head)].join(' & ')} \\\\`,
    '\\midrule',
    ...rows.map((row) => `${[nameCell(row), ...columns.map(({ cell }) => cell(row))].join(' & ')} \\\\`),
    '\\bottomrule',
    '\\end{tabular}\\par\\smallskip',
  ]
}

const nameCell = (row: TableRow): string => escapeLatex(row.name) + (row.isBaseline ? ' (baseline)' : '')

function textColumns(table: StudyTable): Column[] {
  const designs = designColumns(table.rows).map(({ title, read }) => ({
    head: title,
    cell: (row: TableRow) => escapeLatex(read(row)),
  }))
  const cell = ({ published }: TableRow) => (published ? escapeLatex(publishedText(published)) : '')
  return [...designs, { head: 'Published', cell }]
}

/** Interval and difference to the baseline; the interval only where a row has one. */
function spreadColumns(table: StudyTable): Column[] {
  const interval: Column = { head: '95 \\% interval', cell: (row) => escapeLatex(intervalText(row.macroF1)) }
  const difference: Column = { head: '$\\Delta$ baseline', cell: (row) => escapeLatex(differenceText(row)) }
  return table.rows.some((row) => row.macroF1?.interval) ? [interval, difference] : [difference]
}

const lastDigitsNote = 'A standard deviation in parentheses is in units of the last digit: 0.843(8) is 0.843 ± 0.008.'

function scoreColumn(table: StudyTable, column: ScoreColumn, spread: (score: Mean | null) => string): Column {
  const best = bestRows(table.rows, column)
  const cell = (row: TableRow) => {
    const mean = escapeLatex(meanText(column.read(row)))
    return (best.has(row) ? `\\textbf{${mean}}` : mean) + spread(column.read(row))
  }
  return { head: escapeLatex(column.title), cell }
}

function spreadBeside(score: Mean | null): string {
  const sd = sdText(score)
  return sd === null ? '' : ` $\\pm$ ${sd}`
}

function spreadInLastDigits(score: Mean | null): string {
  if (score === null || score.sd === null) return ''
  return `(${Math.round(score.sd * 10 ** scoreDigits)})`
}
