import { escapeLatex } from './escapeLatex.ts'
import { lastDigitsNote, latexPanels, type LatexBlock } from './latexPanels.ts'
import { pageHeightPoints, paragraphHeightPoints } from './latexSize.ts'
import { printedColumns } from './printedColumns.ts'
import { boldNote } from './scoreText.ts'
import { tableNotes } from './tableNotes.ts'
import type { TableReport } from './tableReport.ts'

/** What one `table` holds. */
interface Page {
  panels: LatexBlock[]
  notes: LatexBlock[]
}

/**
 * A table for a paper: needs the package booktabs and nothing else, and fits on A4 in `article`, in several `table`s under
 * one number where one would be too high. The best mean of each score is bold; notes stand under the rules.
 */
export function writeLatex(report: TableReport): string {
  const hasSpread = report.rows.some(({ row }) => row.headline?.sd != null)
  const notes = [...tableNotes(report), boldNote, ...(hasSpread ? [lastDigitsNote] : [])].map((note): LatexBlock => {
    const latex = escapeLatex(note)
    return { lines: [`${latex}\\par`], points: paragraphHeightPoints(latex) }
  })
  const pages = splitToPages(latexPanels(report, printedColumns(report)), notes)
  const caption = escapeLatex(report.table.studyName)
  return ['% \\usepackage{booktabs}', ...pages.flatMap((page, index) => writePage(page, caption, index > 0)), ''].join(
    '\n',
  )
}

/** Fills page after page with the panels, then with the notes. */
function splitToPages(panels: readonly LatexBlock[], notes: readonly LatexBlock[]): Page[] {
  const pages: Page[] = [{ panels: [], notes: [] }]
  let filled = 0
  const pageFor = ({ points }: LatexBlock): Page => {
    if (filled > 0 && filled + points > pageHeightPoints) {
      pages.push({ panels: [], notes: [] })
      filled = 0
    }
    filled += points
    return pages.at(-1)!
  }
  for (const panel of panels) pageFor(panel).panels.push(panel)
  for (const note of notes) pageFor(note).notes.push(note)
  return pages
}

function writePage({ panels, notes }: Page, caption: string, isContinued: boolean): string[] {
  const linesOf = (blocks: readonly LatexBlock[]) => blocks.flatMap(({ lines }) => lines)
  return [
    '\\begin{table}',
    ...(isContinued ? ['\\addtocounter{table}{-1}'] : []),
    '\\centering',
    `\\caption{${caption}${isContinued ? ' (continued)' : ''}}`,
    '\\footnotesize',
    '\\setlength{\\tabcolsep}{2.5pt}',
    ...linesOf(panels),
    ...(notes.length > 0
      ? ['\\begin{minipage}{\\linewidth}', '\\footnotesize', ...linesOf(notes), '\\end{minipage}']
      : []),
    '\\end{table}',
  ]
}
