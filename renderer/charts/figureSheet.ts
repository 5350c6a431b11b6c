import { figureToSvg, type Figure, type Mark } from '../../electron/shared/figures/mark.ts'
import { wrapText } from '../../electron/shared/figures/wrapText.ts'
import { paper, textAt } from './figureColours.ts'

/** A picture with what must stand around it for its numbers to be understood. */
export interface FigureSheet {
  heading: string
  figure: Figure
  /** Sentences below; long ones go over several lines. */
  notes: readonly string[]
}

const margin = 20
const headingHeight = 26
const lineHeight = 15
/** About how wide a letter of 11 px is, in pixels. */
const letterWidth = 5.9

/** A figure for a paper: heading, picture, notes; as one SVG document, and how large it is. */
export function figureSheetSvg({ heading, figure, notes }: FigureSheet): {
  svg: string
  width: number
  height: number
} {
  const width = figure.width + 2 * margin
  const top = margin + headingHeight
  const notesTop = top + figure.height + 22
  const lines = notes.flatMap((note) => wrapText(note, Math.floor(figure.width / letterWidth)))
  const height = notesTop + lines.length * lineHeight + margin - lineHeight
  const marks: Mark[] = [
    { tag: 'text', attributes: { ...textAt(margin, margin + 10, { bold: true }), 'font-size': 14 }, text: heading },
    ...lines.map((line, index): Mark => ({
      tag: 'text',
      attributes: { ...textAt(margin, notesTop + index * lineHeight, { fill: paper.text3 }), 'font-size': 11 },
      text: line,
    })),
  ]
  const sheet = figureToSvg({ width, height, title: heading, marks }, paper.surface)
  const picture = figureToSvg(figure, paper.surface).replace('<svg ', `<svg x="${margin}" y="${top}" `)
  return { svg: sheet.replace(/<\/svg>\s*$/, `${picture}</svg>\n`), width, height }
}
