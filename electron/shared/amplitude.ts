import { z } from 'zod'

/**
 * What the values of a data set's beats are. `unit`: scaled to 0..1, with zeros behind a beat's end, as published.
 * `millivolt`: the voltage as it was recorded. `standardised`: less their mean, in standard deviations. Only the first has
 * zeros as padding, and bounds.
 */
export const amplitudeSchema = z.enum(['unit', 'millivolt', 'standardised'])

export type Amplitude = z.infer<typeof amplitudeSchema>

/** What stands at an axis of such values; nothing where 0 and 1 say it. */
export const amplitudeLabels: Record<Amplitude, string> = { unit: '', millivolt: 'mV', standardised: 'sd' }

/** Lowest and highest value of an axis. */
export type AmplitudeRange = readonly [low: number, high: number]

/** The axis that beats are drawn on: 0..1, or as far as their values go. */
export function amplitudeRange(amplitude: Amplitude, ...beats: readonly (readonly number[])[]): AmplitudeRange {
  if (amplitude === 'unit') return [0, 1]
  const values = beats.flat()
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!(high >= low)) return [0, 1]
  return high > low ? [low, high] : [low - 0.5, high + 0.5]
}
