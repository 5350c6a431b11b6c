import type { AmplitudeRange } from '../../../electron/shared/amplitude.ts'

/** Pixels of the picture, and the values that span its height. */
export interface BeatBox {
  width: number
  height: number
  range: AmplitudeRange
}

/**
 * SVG path of a beat's real samples (without padding). The whole row spans the width, so that beats of one page share one
 * time axis.
 */
export function beatPath(samples: readonly number[], padding: number, { width, height, range }: BeatBox): string {
  const [low, high] = range
  const step = samples.length > 1 ? width / (samples.length - 1) : width
  const end = Math.max(1, samples.length - padding)
  const y = (value: number) => (1 - (value - low) / (high - low)) * height
  return samples
    .slice(0, end)
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${(index * step).toFixed(2)} ${y(value).toFixed(2)}`)
    .join('')
}
