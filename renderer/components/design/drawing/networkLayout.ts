import { publishedBeatLength } from '../../../../electron/shared/architecture.ts'
import type { NetworkRow } from '../../../../electron/shared/networkSummary.ts'

/** One drawn map: `x`, `y`, `width`, `height` in pixels; `hitX`, `hitWidth` of what can be clicked. */
export interface MapShape {
  place: number
  x: number
  y: number
  width: number
  height: number
  hitX: number
  hitWidth: number
  /** Pixels to the nearest neighbour's middle. */
  room: number
  /** True where the label fits between those of the neighbours. */
  isLabelled: boolean
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

const mostChannels = 1024
const leastHit = 24
/** Pixels a sample of beats of the published length; those of longer ones are narrower, so that whole beats are as wide. */
const perPublishedSample = {
  /** So that a short network is not blown up. */
  most: 1.35,
  /** Below this, room for labels is not worth the maps' width. */
  least: 0.2,
}

/**
 * The maps of blocks and recurrent layers to scale: width is the length in samples (one scale for all), height the number
 * of channels on a log scale. Narrow maps keep their true width, and get a click area of 24 px where there is room for it.
 * They stand so far apart that labels of `labelWidths` px fit above them, unless the maps would become too narrow.
 */
export function layOutMaps(
  rows: readonly NetworkRow[],
  labelWidths: readonly number[],
  space: LayoutSpace,
): MapShape[] {
  const maps = rows.filter((row) => row.kind !== 'dense')
  const lengths = maps.map((row) => row.conv.length)
  const share = publishedBeatLength / (maps[0]?.input.length ?? publishedBeatLength)
  const most = perPublishedSample.most * share
  const labelled = spread(lengths, labelWidths, space, most)
  const hasRoom = labelled.scale >= perPublishedSample.least * share
  const { scale, gaps, over } = hasRoom ? labelled : spread(lengths, [], space, most)
  const widths = lengths.map((length) => Math.max(1, length * scale))
  const stretched = stretch(gaps, widths, { ...space, width: space.width - over })
  const lefts = widths.map((_, i) => sum(widths.slice(0, i)) + sum(stretched.slice(0, i)) + space.left)
  const middles = lefts.map((left, i) => left + (widths[i] ?? 0) / 2)
  return maps.map((row, i) => {
    const [x, width, middle] = [lefts[i] ?? 0, widths[i] ?? 0, middles[i] ?? 0]
    const height = mapHeight(row.conv.channels, space.height)
    const nearest = Math.min(stretched[i - 1] ?? Infinity, stretched[i] ?? Infinity, space.gap * 2.5)
    const hitWidth = Math.max(width, Math.min(leastHit, width + nearest - 2))
    const distances = [i - 1, i + 1].map((other) => Math.abs((middles[other] ?? Infinity) - middle))
    const isLabelled = distances.every((distance, side) => distance >= labelsBetween(labelWidths, i - 1 + side) - 1)
    return {
      place: i,
      x,
      y: space.middle - height / 2,
      width,
      height,
      hitX: middle - hitWidth / 2,
      hitWidth,
      room: Math.min(...distances),
      isLabelled: isLabelled && middle + (labelWidths[i] ?? 0) / 2 <= space.left + space.width + space.gap + 1,
    }
  })
}

/** The largest scale in pixels a sample up to `most`, and the gaps, at which maps and labels fit in the space; `over` behind the last. */
function spread(
  lengths: readonly number[],
  labelWidths: readonly number[],
  space: LayoutSpace,
  most: number,
): { scale: number; gaps: number[]; over: number } {
  const gap = Math.min(space.gap, space.width / (2 * Math.max(1, lengths.length)))
  const gapsAt = (scale: number) =>
    lengths.slice(1).map((length, i) => {
      const halves = (scale * (length + (lengths[i] ?? 0))) / 2
      return Math.max(gap, labelsBetween(labelWidths, i) - halves)
    })
  /** What the last label takes beyond its map. */
  const overAt = (scale: number) => Math.max(0, ((labelWidths.at(-1) ?? 0) - scale * (lengths.at(-1) ?? 0)) / 2 - gap)
  const fits = (scale: number) => sum(lengths) * scale + sum(gapsAt(scale)) + overAt(scale) <= space.width
  let [low, high] = [0, most]
  if (fits(high)) low = high
  for (let step = 0; step < 20 && low < high; step++) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  return { scale: low, gaps: gapsAt(low), over: overAt(low) }
}

/** Pixels that the labels of maps `index` and `index + 1` take between the maps' middles. */
function labelsBetween(labelWidths: readonly number[], index: number): number {
  return ((labelWidths[index] ?? 0) + (labelWidths[index + 1] ?? 0)) / 2
}

/** Shares out what is left of the width among the gaps, none wider than two and a half of the usual. */
function stretch(gaps: readonly number[], widths: readonly number[], space: LayoutSpace): number[] {
  const left = space.width - sum(widths) - sum(gaps)
  if (left <= 0) return [...gaps]
  const more = left / Math.max(1, gaps.length)
  return gaps.map((gap) => Math.max(gap, Math.min(gap + more, space.gap * 2.5)))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Height of a map of `channels` channels when `most` px stand for 1,024 or more. */
export function mapHeight(channels: number, most: number): number {
  return Math.max(6, (most * Math.log2(1 + Math.min(channels, mostChannels))) / Math.log2(1 + mostChannels))
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
