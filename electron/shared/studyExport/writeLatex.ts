import type { StudyTable, TableRow } from '../studyTable.ts'
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

/** A table for a paper: needs the package booktabs and nothing else. The best mean of each score is bold; notes stand under the rules. */
export function writeLatex(table: StudyTable): string {
  const titles = ['Variant', 'Depth', 'Kernel', 'Filters', 'Parameters', ...scoreColumns.map(({ title }) => title)]
  const heads = [...titles.map(escapeLatex), 'Macro F1, 95 \\% interval', '$\\Delta$ baseline', 'Published']
  const best = new Map(scoreColumns.map((column) => [column, bestRows(table.rows, column)]))
  const rows = table.rows.map((row) => cellsOf(row, (column) => best.get(column)?.has(row) ?? false))
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}',
    '\\centering',
    `\\caption{${escapeLatex(table.studyName)}}`,
    '\\small',
    '\\setlength{\\tabcolsep}{4pt}',
    `\\begin{tabular}{l${'r'.repeat(heads.length - 1)}}`,
    '\\toprule',
    `${heads.join(' & ')} \\\\`,
    '\\midrule',
    ...rows.map((cells) => `${cells.join(' & ')} \\\\`),
    '\\bottomrule',
    '\\end{tabular}',
    '',
    '\\smallskip',
    '\\begin{minipage}{\\linewidth}',
    '\\footnotesize',
    ...[...tableNotes(table), boldNote].map((note) => `${escapeLatex(note)}\\par`),
    '\\end{minipage}',
    '\\end{table}',
    '',
  ].join('\n')
}

function cellsOf(row: TableRow, isBest: (column: ScoreColumn) => boolean): string[] {
  return [
    escapeLatex(row.name) + (row.isBaseline ? ' (baseline)' : ''),
    String(row.depth),
    blocksText(row.kernelSizes, ''),
    blocksText(row.filters),
    row.parameters.toLocaleString('en-US').replaceAll(',', '{,}'),
    ...scoreColumns.map((column) => scoreCell(row, column, isBest(column))),
    intervalText(row.macroF1),
    escapeLatex(differenceText(row)),
    row.published === null ? '' : row.published.macroF1.toFixed(scoreDigits),
  ]
}

function scoreCell(row: TableRow, column: ScoreColumn, isBest: boolean): string {
  const score = column.read(row)
  const sd = sdText(score)
  const mean = escapeLatex(meanText(score))
  const text = isBest ? `\\textbf{${mean}}` : mean
  return sd === null ? text : `${text} $\\pm$ ${sd}`
}
