import { escapeLatex } from './escapeLatex.ts'
import { latexWidthPoints, lineHeightPoints, pageHeightPoints, pageWidthPoints } from './latexSize.ts'
import type { PrintedCell, PrintedColumn } from './printedColumns.ts'
import { scoreDigits } from './scoreText.ts'
import type { RowReport, TableReport } from './tableReport.ts'

/** Lines of LaTeX and about how high they are set. */
export interface LatexBlock {
  lines: string[]
  points: number
}

/** Points between the text of two columns: twice `\tabcolsep`. */
const gapPoints = 5
/** Rules of a panel with the space around them, and the space below it. */
const rulesPoints = 16

/**
 * The table as `tabular`s that each fit on a page. One row of everything would be wider, so designs, headline score and the
 * other scores stand in panels of their own, and in more where one would be too wide; very many rows are parted as well.
 */
export function latexPanels({ rows }: TableReport, columns: readonly PrintedColumn[]): LatexBlock[] {
  const groups = [['design', 'published'], ['headline'], ['others']]
  return groups
    .map((names) => columns.filter(({ group }) => names.includes(group)))
    .flatMap((ofGroup) => splitToWidth(rows, ofGroup))
    .flatMap((ofPanel) => splitToHeight(rows).map((ofPage) => panelOf(ofPage, ofPanel)))
}

/** Parts the columns into as many panels as the page's width takes; each begins with the variants' names. */
function splitToWidth(rows: readonly RowReport[], columns: readonly PrintedColumn[]): PrintedColumn[][] {
  const widthOf = (head: string, cell: (row: RowReport) => string) =>
    Math.max(...[head, ...rows.map(cell)].map(latexWidthPoints)) + gapPoints
  const nameWidth = widthOf('Variant', nameCell)
  const panels: PrintedColumn[][] = []
  let width = Infinity
  for (const column of columns) {
    const added = widthOf(escapeLatex(column.title), (row) => latexCell(column.cell(row), column.group))
    if (width + added > pageWidthPoints) {
      panels.push([])
      width = nameWidth
    }
    panels.at(-1)?.push(column)
    width += added
  }
  return panels
}

function splitToHeight(rows: readonly RowReport[]): RowReport[][] {
  const most = Math.floor((pageHeightPoints - rulesPoints) / lineHeightPoints) - 1
  const count = Math.max(1, Math.ceil(rows.length / most))
  const each = Math.ceil(rows.length / count)
  return Array.from({ length: count }, (_, page) => rows.slice(page * each, (page + 1) * each))
}

function panelOf(rows: readonly RowReport[], columns: readonly PrintedColumn[]): LatexBlock {
  const lineOf = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`
  const lines = [
    `\\begin{tabular}{l${'r'.repeat(columns.length)}}`,
    '\\toprule',
    lineOf(['Variant', ...columns.map(({ title }) => escapeLatex(title))]),
    '\\midrule',
    ...rows.map((row) => lineOf([nameCell(row), ...columns.map(({ cell, group }) => latexCell(cell(row), group))])),
    '\\bottomrule',
    '\\end{tabular}\\par\\smallskip',
  ]
  return { lines, points: (rows.length + 1) * lineHeightPoints + rulesPoints }
}

const nameCell = ({ row }: RowReport): string => escapeLatex(row.name) + (row.isBaseline ? ' (baseline)' : '')

/** The headline score's standard deviation stands behind a plus-minus, that of the many other scores in brackets. */
function latexCell(cell: PrintedCell, group: PrintedColumn['group']): string {
  const { text, isBest, sd, marks = '', rest = '' } = cell
  const value = isBest ? `\\textbf{${escapeLatex(text)}}` : escapeLatex(text)
  const superscript = marks === '' ? '' : `$^{${marks.replace('≈', '\\approx')}}$`
  const spread = sd === null || sd === undefined ? '' : group === 'headline' ? besideText(sd) : lastDigitsText(sd)
  return value + superscript + spread + escapeLatex(rest)
}

const besideText = (sd: number): string => ` $\\pm$ ${sd.toFixed(scoreDigits)}`
const lastDigitsText = (sd: number): string => `(${Math.round(sd * 10 ** scoreDigits)})`

export const lastDigitsNote =
  'A standard deviation in parentheses is in units of the last digit: 0.843(8) is 0.843 ± 0.008.'
