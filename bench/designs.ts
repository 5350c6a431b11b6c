import { blockOf, publishedBlock, recurrentOf, type Architecture, type Head } from '../electron/shared/architecture.ts'
import { publishedArchitecture } from '../electron/shared/preset.ts'

/** How benches name designs on their command lines, to be printed with their help. */
export const designNames =
  '1 to 11 (published models), cnn-lstm (32, 64, 128 filters, LSTM 64), rnn, gru, lstm (32 units)'

/**
 * A published model by number; `cnn-lstm` as published with 32, 64 and 128 filters and an LSTM of 64; a cell: one layer of
 * 32 units on samples widened to 32, all states flattened.
 * @throws RangeError for any other name.
 */
export function architectureOf(design: string): Architecture {
  const head: Head = { reduce: 'last', dense: [], activation: 'relu', dropout: 0 }
  if (design === 'cnn-lstm') {
    const blocks = [32, 64, 128].map((filters) => publishedBlock(filters))
    return { blocks, recurrent: [recurrentOf({ cell: 'lstm', units: 64 })], head }
  }
  if (design === 'rnn' || design === 'gru' || design === 'lstm') {
    const none = { normalisation: 'none', activation: 'none', pooling: { type: 'none' } } as const
    return {
      blocks: [blockOf({ filters: 32, kernelSize: 1, ...none })],
      recurrent: [recurrentOf({ cell: design, units: 32 })],
      head: { ...head, reduce: 'flatten', dense: [64] },
    }
  }
  return publishedArchitecture(Number(design))
}

/** A design's name in a table: `Model 11`, `cnn-lstm`. */
export function titleOf(design: string): string {
  return /^\d+$/.test(design) ? `Model ${design}` : design
}
