import type { AmplitudeRange } from '../../../../electron/shared/amplitude.ts'

/** Places of the drawing of one beat over its network, in pixels, for a pane of `width` x `height`. */
export interface BeatScale {
  left: number
  right: number
  beatTop: number
  beatBottom: number
  /** Bar of the receptive field under the sample axis. */
  fieldY: number
  labelY: number
  mapMiddle: number
  mapHeight: number
  lengthY: number
  /** Pixels of a sample number (0 to `samples`). */
  x: (sample: number) => number
  /** Pixels of a value: the range spans the beat's height. */
  y: (value: number) => number
}

const least = { beat: 70, map: 56 }

/** Shares out the height: the beat above, the maps below, labels at fixed heights between them. */
export function beatScale(
  width: number,
  height: number,
  samples: number,
  [low, high]: AmplitudeRange = [0, 1],
): BeatScale {
  // A minus sign takes room.
  const left = low < 0 ? 42 : 34
  const right = Math.max(left + 100, width - 22)
  const beatTop = 26
  const fixed = beatTop + 24 + 46 + 34 + 32
  const free = Math.max(least.beat + least.map, height - fixed - 8)
  const beatHeight = Math.max(least.beat, Math.min(240, free * 0.56))
  const mapHeight = Math.max(least.map, Math.min(190, free - beatHeight))
  const beatBottom = beatTop + beatHeight
  const fieldY = beatBottom + 24
  const labelY = fieldY + 46
  const mapTop = labelY + 22
  return {
    left,
    right,
    beatTop,
    beatBottom,
    fieldY,
    labelY,
    mapMiddle: mapTop + mapHeight / 2,
    mapHeight,
    lengthY: mapTop + mapHeight + 14,
    x: (sample) => left + ((right - left) * sample) / samples,
    y: (value) => beatBottom - ((value - low) * beatHeight) / (high - low),
  }
}
