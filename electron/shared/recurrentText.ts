import type { RecurrentLayer } from './architecture.ts'

/** What tells recurrent layers apart in a table. */
export type RecurrentSize = Pick<RecurrentLayer, 'cell' | 'units' | 'bidirectional'>

const cellText = ({ cell, bidirectional }: RecurrentSize): string => `${bidirectional ? 'Bi' : ''}${cell.toUpperCase()}`

/** `LSTM 64`, `2 x BiGRU 32`, `LSTM 128, 64`, `GRU 32, BiGRU 16`; nothing without layers. */
export function recurrentText(layers: readonly RecurrentSize[]): string {
  const [first] = layers
  if (!first) return ''
  const isOneCell = layers.every((layer) => cellText(layer) === cellText(first))
  if (!isOneCell) return layers.map((layer) => `${cellText(layer)} ${layer.units}`).join(', ')
  const isOneSize = layers.every(({ units }) => units === first.units)
  if (!isOneSize || layers.length === 1) return `${cellText(first)} ${layers.map(({ units }) => units).join(', ')}`
  return `${layers.length} x ${cellText(first)} ${first.units}`
}
