import { beatClasses } from '../../electron/shared/beatClass.ts'
import type { Figure, Mark } from '../../electron/shared/figures/mark.ts'
import type { ClassGrid, ClassGridMode } from '../components/compare/classGrid.ts'
import { formatDifference, formatScore } from '../composables/format.ts'
import { cellColours } from './classGridColours.ts'
import { paper, paperTheme, textAt } from './figureColours.ts'

const rowHeight = 24
const top = 24
const left = 220
const cellWidth = 84

/** F1 of each class and variant as a heat map with its numbers. */
export function classGridFigure(grid: ClassGrid, { mode, title }: { mode: ClassGridMode; title: string }): Figure {
  const heads = beatClasses.map((name, index): Mark => ({
    tag: 'text',
    attributes: textAt(left + (index + 0.5) * cellWidth, 14, { anchor: 'middle', bold: true }),
    text: name,
  }))
  return {
    width: left + beatClasses.length * cellWidth,
    height: top + grid.rows.length * rowHeight,
    title,
    marks: [...heads, ...grid.rows.flatMap((row, index) => rowMarks(row, top + index * rowHeight, mode))],
  }
}

function rowMarks({ row, cells }: ClassGrid['rows'][number], y: number, mode: ClassGridMode): Mark[] {
  const name: Mark = {
    tag: 'text',
    attributes: textAt(0, y + 16),
    text: row.isBaseline ? `${row.name} (baseline)` : row.name,
  }
  return [
    name,
    ...cells.flatMap((cell, index): Mark[] => {
      const { background, text } = cellColours(cell.shade, mode, paperTheme)
      const x = left + index * cellWidth
      const isThere = cell.value !== null
      return [
        {
          tag: 'rect',
          attributes: {
            x: x + 1,
            y: y + 1,
            width: cellWidth - 2,
            height: rowHeight - 2,
            fill: isThere ? background : paper.surface,
          },
        },
        {
          tag: 'text',
          attributes: textAt(x + cellWidth / 2, y + 16, { anchor: 'middle', fill: isThere ? text : paper.text3 }),
          text: mode === 'f1' ? formatScore(cell.value) : formatDifference(cell.value),
        },
      ]
    }),
  ]
}
