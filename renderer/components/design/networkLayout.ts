import type { NetworkRow } from '../../../electron/shared/network.ts'

/** One drawn block: `x`, `y`, `width`, `height` of the map in pixels; `hitX`, `hitWidth` of what can be clicked. */
export interface BlockShape {
  index: number
  x: number
  y: number
  width: number
  height: number
  hitX: number
  hitWidth: number
}

/** Pixels the network has: from `left` over `width`, maps centred on `middle`, none higher than `height`. */
export interface LayoutSpace {
  left: number
  width: number
  middle: number
  height: number
  /** Pixels between two maps, when there is room. */
  gap: number
}

const mostFilters = 1024
const leastHit = 24

/**
 * The maps of a network to scale: width is the length in samples (one scale for all), height the number of filters on a
 * log scale. Narrow maps keep their true width, and get a click area of 24 px where there is room for it.
 */
export function layOutBlocks(rows: readonly NetworkRow[], space: LayoutSpace): BlockShape[] {
  const blocks = rows.filter((row) => row.kind === 'block')
  const gap = Math.min(space.gap, space.width / (blocks.length * 2))
  const samples = blocks.reduce((sum, row) => sum + row.conv.length, 0)
  const scale = pixelsPerSample(samples, space.width - gap * (blocks.length - 1), blocks.length)
  const used = blocks.reduce((sum, row) => sum + Math.max(1, row.conv.length * scale), 0)
  const between = blocks.length > 1 ? Math.max(gap, (space.width - used) / (blocks.length - 1)) : 0
  const step = Math.min(between, space.gap * 2.5)
  let x = space.left
  return blocks.map((row, index) => {
    const width = Math.max(1, row.conv.length * scale)
    const height = mapHeight(row.conv.channels, space.height)
    const hitWidth = Math.max(width, Math.min(leastHit, width + step - 2))
    const shape = {
      index,
      x,
      y: space.middle - height / 2,
      width,
      height,
      hitX: x + width / 2 - hitWidth / 2,
      hitWidth,
    }
    x += width + step
    return shape
  })
}

/** At most 1.35 px a sample, so that a short network is not blown up. */
function pixelsPerSample(samples: number, width: number, blocks: number): number {
  if (blocks === 0 || samples === 0) return 0
  return Math.max(0, Math.min(1.35, width / samples))
}

/** Height of a map of `channels` channels when `most` px stand for 1,024 or more. */
export function mapHeight(channels: number, most: number): number {
  return Math.max(6, (most * Math.log2(1 + Math.min(channels, mostFilters))) / Math.log2(1 + mostFilters))
}

/** What one cell of a map sees of the beat, in samples, cut off at the beat's ends. */
export function seenBy(row: NetworkRow, cell: number, beatLength: number): { from: number; to: number } {
  const field = row.receptiveField
  if (!field) return { from: 0, to: beatLength }
  const from = field.start + cell * field.step
  return { from: Math.max(0, from), to: Math.min(beatLength, from + field.samples) }
}

/** The cell of a map whose receptive field lies nearest around `sample`. */
export function cellAround(row: NetworkRow, sample: number): number {
  const field = row.receptiveField
  if (!field) return 0
  const cell = Math.round((sample - field.start - (field.samples - 1) / 2) / field.step)
  return Math.max(0, Math.min(row.conv.length - 1, cell))
}
