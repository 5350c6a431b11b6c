import type { TrainedModel } from '../../electron/modelExport/trainedModel.ts'
import type { Architecture } from '../../electron/shared/architecture.ts'
import { layersOf, type LayerSpec } from '../../electron/shared/network.ts'
import { createRandom } from '../../electron/shared/random.ts'
import type { Tensor } from '../../electron/shared/safetensors.ts'

const gates = { rnn: 1, gru: 3, lstm: 4 } as const

/** A network with drawn weights in place of trained ones: no two alike, so that none can be taken for another. */
export function randomModel(architecture: Architecture, variant = 'Model 11', beatLength = 187): TrainedModel {
  const random = createRandom(1, variant)
  const draw = (name: string, shape: number[]): [string, Tensor] => {
    const length = shape.reduce((product, size) => product * size, 1)
    // Like what is learnt: variances positive, products about as large as what goes in.
    const reach = shape.length === 1 ? 0.5 : Math.sqrt((3 * (shape.at(-1) ?? 1)) / length)
    const middle = name.endsWith('running_var') ? 1 : 0
    const data = Float32Array.from({ length }, () => middle + (2 * random.next() - 1) * reach)
    return [name, { dtype: 'F32', shape, data }]
  }
  return {
    architecture,
    weights: new Map(
      layersOf(architecture, beatLength)
        .flatMap(shapesOf)
        .map(([name, shape]) => draw(name, shape)),
    ),
    origin: {
      study: 'A study',
      variant,
      seed: 3,
      fold: 0,
      foldCount: 1,
      dataSet: 'Beats',
      dataSetSha256: 'ab',
      split: 'published',
      beatLength,
      amplitude: 'unit',
      sampleRateHz: 125,
      endedAt: '2026-03-04T05:06:07.890Z',
      importedFrom: null,
      beatbench: '0.1.0',
    },
  }
}

/** Names and shapes as `shared/trainerProtocol.ts` documents them. */
function shapesOf(layer: LayerSpec): [string, number[]][] {
  const { name, input, output } = layer
  const vectors = (...parts: string[]): [string, number[]][] =>
    parts.map((part) => [`${name}.${part}`, [output.channels]])
  switch (layer.type) {
    case 'conv1d':
      return [
        [`${name}.weight`, [layer.kernelSize, input.channels, output.channels]],
        ...(layer.hasBias ? vectors('bias') : []),
      ]
    case 'batchNorm':
      return vectors('weight', 'bias', 'running_mean', 'running_var')
    case 'layerNorm':
      return vectors('weight', 'bias')
    case 'join':
      return layer.projects ? [[`${name}.weight`, [1, layer.skip.channels, output.channels]], ...vectors('bias')] : []
    case 'dense':
      return [[`${name}.weight`, [input.channels, output.channels]], ...vectors('bias')]
    case 'recurrent': {
      const columns = gates[layer.cell] * layer.units
      return (layer.bidirectional ? ['', '_reverse'] : ['']).flatMap((direction): [string, number[]][] => [
        [`${name}.weight_ih${direction}`, [input.channels, columns]],
        [`${name}.weight_hh${direction}`, [layer.units, columns]],
        [`${name}.bias_ih${direction}`, [columns]],
        [`${name}.bias_hh${direction}`, [columns]],
      ])
    }
    default:
      return []
  }
}
