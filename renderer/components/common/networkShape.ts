import { publishedBeatLength, type Architecture, type Block } from '../../../electron/shared/architecture.ts'

export interface GlyphBar {
  x: number
  width: number
  height: number
  isRecurrent: boolean
}

/**
 * Bars of the pictogram, one a block or recurrent layer: width is the map's length behind the convolution, height the
 * channels on a log scale. Pixels. Also of a design that cannot be built. Of beats of any length: their share that is left
 * hardly differs from that of the published ones.
 */
export function glyphBars(architecture: Architecture, firstWidth = 18): GlyphBar[] {
  const bars: GlyphBar[] = []
  let length = publishedBeatLength
  const add = (channels: number, isRecurrent: boolean) => {
    const last = bars.at(-1)
    const x = last ? last.x + last.width + 1.5 : 0
    const width = Math.max(2, Math.round((firstWidth * length) / publishedBeatLength))
    const height = Math.min(24, Math.max(2, 4 * (Math.log2(channels) - 4)))
    bars.push({ x, width, height, isRecurrent })
  }
  for (const block of architecture.blocks) {
    length = Math.max(1, Math.ceil(length / block.stride))
    add(block.filters, false)
    length = pooledLength(length, block.pooling)
  }
  for (const { units, bidirectional } of architecture.recurrent) add(bidirectional ? 2 * units : units, true)
  return bars
}

function pooledLength(length: number, pooling: Block['pooling']): number {
  return pooling.type === 'none' ? length : Math.max(1, Math.floor((length - pooling.size) / pooling.stride) + 1)
}
