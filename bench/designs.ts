import type { Architecture } from '../electron/shared/architecture.ts'
import { presetOf, publishedArchitecture } from '../electron/shared/preset.ts'

/** Variants of presets by the short names that benches know them by. */
const presetVariants: Record<string, { preset: string; variant: string }> = {
  'cnn-lstm': { preset: 'cnn-lstm', variant: 'CNN 32-128 + LSTM' },
  rnn: { preset: 'recurrent', variant: 'RNN 32' },
  gru: { preset: 'recurrent', variant: 'GRU 32' },
  lstm: { preset: 'recurrent', variant: 'LSTM 32' },
  kachuee: { preset: 'kachuee-2018', variant: 'Kachuee 2018' },
}

/** How benches name designs on their command lines, to be printed with their help. */
export const designNames = `1 to 11 (published models), ${Object.keys(presetVariants).join(', ')}`

/**
 * A published model by number, or a variant of a preset by its short name.
 * @throws RangeError for any other name.
 */
export function architectureOf(design: string): Architecture {
  const known = presetVariants[design]
  if (!known) return publishedArchitecture(Number(design))
  const variant = presetOf(known.preset)
    .variants()
    .find(({ name }) => name === known.variant)
  if (!variant) throw new RangeError(`The preset ${known.preset} has no variant ${known.variant}.`)
  return variant.architecture
}

/** A design's name in a table: `Model 11`, `cnn-lstm`. */
export function titleOf(design: string): string {
  return /^\d+$/.test(design) ? `Model ${design}` : design
}
