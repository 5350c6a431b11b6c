import type { Mean, StudyTable, TableRow } from '../studyTable.ts'
import { escapeLatex } from './escapeLatex.ts'
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

/** A column of a printed panel: its head and the LaTeX of a row's cell. */
interface Column {
  head: string
  cell: (row: TableRow) => string
}

/**
 * A table for a paper: needs the package booktabs and nothing else. One row of everything would be wider than a page, so
 * designs, macro F1 and the other scores stand in three panels, each narrow enough for `article` on A4. The best mean of
 * each score is bold; notes stand under the rules.
 */
export function writeLatex(table: StudyTable): string {
  const [macroF1, ...others] = scoreColumns
  const macroF1Columns = macroF1 ? [scoreColumn(table, macroF1, spreadBeside)] : []
  const panels = [
    designColumns,
    [...macroF1Columns, ...spreadColumns(table)],
    others.map((column) => scoreColumn(table, column, spreadInLastDigits)),
  ]
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

const designColumns: readonly Column[] = [
  { head: 'Depth', cell: (row) => String(row.depth) },
  { head: 'Kernel', cell: (row) => blocksText(row.kernelSizes, '') },
  { head: 'Filters', cell: (row) => blocksText(row.filters) },
  { head: 'Parameters', cell: (row) => row.parameters.toLocaleString('en-US').replaceAll(',', '{,}') },
  { head: 'Published F1', cell: (row) => row.published?.macroF1.toFixed(scoreDigits) ?? '' },
]

/** Interval and difference to the baseline; the interval only where a row has one. */
function spreadColumns(table: StudyTable): Column[] {
  const interval: Column = { head: '95 \\% interval', cell: (row) => escapeLatex(intervalText(row.macroF1)) }
  const difference: Column = { head: '$\\Delta$ baseline', cell: (row) => escapeLatex(differenceText(row)) }
  return table.rows.some((row) => row.macroF1?.interval) ? [interval, difference] : [difference]
}

const lastDigitsNote =
  'In the last panel the standard deviation stands in parentheses, in units of the last digit: 0.843(8) is 0.843 ± 0.008.'

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
