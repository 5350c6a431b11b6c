import type { LayerSpec, RecurrentSpec } from '../../shared/network.ts'
import type { NamedWeights } from '../namedWeights.ts'
import type { LayerList } from './layerList.ts'
import { recurrentWeights } from './layerWeights.ts'

const classes = { rnn: 'SimpleRNN', gru: 'GRU', lstm: 'LSTM' } as const

/** Adds a recurrent layer; one that only the last state is needed of gives that alone, as is usual in Keras. */
export function addRecurrent(list: LayerList, weights: NamedWeights, spec: RecurrentSpec, lastOnly: boolean): void {
  const { name, cell, units, bidirectional, output } = spec
  const inner = {
    className: classes[cell],
    config: {
      units,
      activation: 'tanh',
      ...(cell === 'rnn' ? {} : { recurrent_activation: 'sigmoid' }),
      ...(cell === 'gru' ? { reset_after: true } : {}),
      return_sequences: !lastOnly,
    },
  }
  const layer = bidirectional
    ? { className: 'Bidirectional' as const, config: { merge_mode: 'concat' }, wraps: inner }
    : inner
  const shape = lastOnly ? [output.channels] : [output.length, output.channels]
  list.add(name, shape, { ...layer, weights: recurrentWeights(weights, spec) })
}

/**
 * Where a join stands between the recurrent layer and the head, the last states are cut out of the map, of two directions
 * the second half of the channels at the first sample. Only an image is cut along time and channels.
 */
export function addLastState(list: LayerList, spec: Extract<LayerSpec, { type: 'lastState' }>): void {
  if (list.isReduced) return
  const { name, input, bidirectional } = spec
  const { length, channels } = input
  const shape = [length, channels, 1]
  const image = list.add(`${name}.image`, shape, { className: 'Reshape', config: { target_shape: shape } })
  /** Samples and channels to leave out before and behind. */
  const cut = (part: string, samples: [number, number], others: [number, number]) => {
    const left = channels - others[0] - others[1]
    const config = { cropping: [samples, others], data_format: 'channels_last' }
    list.add(`${part}.state`, [1, left, 1], { className: 'Cropping2D', config, inputs: [image] })
    return list.add(part, [left], { className: 'Flatten', config: {} })
  }
  if (!bidirectional) {
    cut(name, [length - 1, 0], [0, 0])
    return
  }
  const inputs = [
    cut(`${name}.forward`, [length - 1, 0], [0, channels / 2]),
    cut(`${name}.backward`, [0, length - 1], [channels / 2, 0]),
  ]
  list.add(name, [channels], { className: 'Concatenate', config: { axis: -1 }, inputs })
}
