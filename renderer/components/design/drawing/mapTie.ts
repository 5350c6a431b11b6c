import type { NetworkRow } from '../../../../electron/shared/networkSummary.ts'
import type { MapShape } from './networkLayout.ts'

/** The tie from what is seen of the beat down to what sees it: one cell of a block's map, or a whole recurrent map. */
export interface MapTie {
  x: number
  y: number
  width: number
  height: number
  /** Corners of the area between, and its two sides. */
  area: string
  sides: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]
}

/** Ties `shape` to the pixels `field` at the height `top`. */
export function tieOf(
  shape: MapShape,
  row: NetworkRow,
  cell: number,
  seen: { from: number; to: number; top: number },
): MapTie {
  const cellWidth = shape.width / row.conv.length
  const isWhole = row.kind === 'recurrent'
  const x = isWhole ? shape.x : shape.x + cell * cellWidth
  const width = Math.max(2, isWhole ? shape.width : cellWidth)
  const { from, to, top } = seen
  return {
    x,
    y: shape.y,
    width,
    height: shape.height,
    area: `${from},${top} ${to},${top} ${x + width},${shape.y} ${x},${shape.y}`,
    sides: [
      [from, top, x, shape.y],
      [to, top, x + width, shape.y],
    ],
  }
}
