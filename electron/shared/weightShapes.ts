import type { LayerSpec, RecurrentSpec } from './network.ts'

/** Names and shapes of a network's weights in files, by the rules of `WeightName` in `trainerProtocol.ts`. */
export function weightShapes(layers: readonly LayerSpec[]): Map<string, number[]> {
  return new Map(
    layers.flatMap((layer) => shapesOfLayer(layer).map(([part, shape]) => [`${layer.name}.${part}`, shape])),
  )
}

type Shapes = [part: string, shape: number[]][]

function shapesOfLayer(layer: LayerSpec): Shapes {
  const [inputs, outputs] = [layer.input.channels, layer.output.channels]
  const bias: Shapes = [['bias', [outputs]]]
  switch (layer.type) {
    case 'conv1d':
      return [['weight', [layer.kernelSize, inputs, outputs]], ...(layer.hasBias ? bias : [])]
    case 'join':
      return layer.projects ? [['weight', [1, layer.skip.channels, outputs]], ...bias] : []
    case 'batchNorm':
      return [...scaleAndShift(outputs), ['running_mean', [outputs]], ['running_var', [outputs]]]
    case 'layerNorm':
      return scaleAndShift(outputs)
    case 'recurrent':
      return layer.bidirectional
        ? [...directionOf(layer, ''), ...directionOf(layer, '_reverse')]
        : directionOf(layer, '')
    case 'dense':
      return [['weight', [inputs, outputs]], ...bias]
    default:
      return []
  }
}

function scaleAndShift(channels: number): Shapes {
  return [
    ['weight', [channels]],
    ['bias', [channels]],
  ]
}

const gates = { rnn: 1, gru: 3, lstm: 4 } as const

function directionOf({ cell, units, input }: RecurrentSpec, suffix: '' | '_reverse'): Shapes {
  const columns = gates[cell] * units
  return [
    [`weight_ih${suffix}`, [input.channels, columns]],
    [`weight_hh${suffix}`, [units, columns]],
    [`bias_ih${suffix}`, [columns]],
    [`bias_hh${suffix}`, [columns]],
  ]
}
