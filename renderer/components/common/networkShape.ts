import { beatLength, type Architecture } from '../../../electron/shared/architecture.ts'

export interface GlyphBar {
  x: number
  width: number
  height: number
}

/** Bars of the pictogram: width is the map's length at the convolution, height the filters on a log scale. Pixels. */
export function glyphBars(architecture: Architecture, firstWidth = 18): GlyphBar[] {
  const bars: GlyphBar[] = []
  let length = beatLength
  let x = 0
  for (const block of architecture.blocks) {
    const width = Math.max(2, Math.round((firstWidth * length) / beatLength))
    const height = Math.min(24, Math.max(2, 4 * (Math.log2(block.filters) - 4)))
    bars.push({ x, width, height })
    x += width + 1.5
    if (block.pooling.type !== 'none') length = Math.max(1, Math.floor(length / block.pooling.size))
  }
  return bars
}
