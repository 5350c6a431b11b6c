import { describe, expect, it } from 'vitest'
import { blockOf, recurrentOf, type Architecture } from '../../electron/shared/architecture.ts'
import { layersOf } from '../../electron/shared/network.ts'
import { parametersOf } from '../../electron/shared/networkSummary.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { weightShapes } from '../../electron/shared/weightShapes.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { shapesOf } from '../../electron/trainer/weights.ts'
import { tf } from '../trainer/loadedTensorFlow.ts'

const head: Architecture['head'] = { reduce: 'last', dense: [6], activation: 'tanh', dropout: 0 }

/** All kinds of layers that have weights, in all their forms. */
const designs: Record<string, Architecture> = {
  'published model 11': publishedArchitecture(11),
  'convolutions with and without bias, norms and joins': {
    blocks: [
      blockOf({ filters: 4, kernelSize: 3, bias: false }),
      blockOf({ filters: 4, kernelSize: 5, normalisation: 'layer', pooling: { type: 'none' } }),
      blockOf({
        filters: 4,
        kernelSize: 3,
        normalisation: 'none',
        join: { type: 'add', span: 1 },
        pooling: { type: 'none' },
      }),
      blockOf({ filters: 8, kernelSize: 3, stride: 2, join: { type: 'add-norm', span: 1 } }),
    ],
    recurrent: [],
    head: { ...head, reduce: 'global-max' },
  },
  'recurrent layers': {
    blocks: [blockOf({ filters: 4, kernelSize: 3 })],
    recurrent: [
      recurrentOf({ cell: 'rnn', units: 3 }),
      recurrentOf({ cell: 'gru', units: 3, bidirectional: true, join: { type: 'add' } }),
      recurrentOf({ cell: 'lstm', units: 3 }),
    ],
    head: { ...head },
  },
}

describe('weights in files', () => {
  it.each(Object.keys(designs))('have the names and shapes that the trainer gives them: %s', (name) => {
    const layers = layersOf(designs[name]!, 187)
    const network = buildNetwork(tf, layers, 1, 'pytorch')
    const expected = Object.fromEntries([...shapesOf(network)].map(([tensor, shape]) => [tensor, [...shape]]))
    expect(Object.fromEntries(weightShapes(layers))).toEqual(expected)
    const trainable = [...weightShapes(layers)].filter(([tensor]) => !/running/.test(tensor))
    const count = trainable.reduce((sum, [, shape]) => sum + shape.reduce((product, size) => product * size, 1), 0)
    expect(count).toBe(layers.reduce((sum, layer) => sum + parametersOf(layer), 0))
    network.store.destroy()
  })
})
