import { joinFloats } from '../joinFloats.ts'
import { kerasLayersOf } from '../keras/kerasLayers.ts'
import type { KerasLayer } from '../keras/kerasLayer.ts'
import { snakeCase } from '../keras/snakeCase.ts'
import { metadataOf, type TrainedModel } from '../trainedModel.ts'
import { jsonBytes, writeZip } from '../zip.ts'
import { refuseForTfjs } from './refuseForTfjs.ts'
import { tfjsTopology } from './tfjsTopology.ts'

/**
 * A zip of `model.json` and `weights.bin` for `tf.loadLayersModel`, from beats `[batch, length, 1]` to logits `[batch, 5]`.
 * @throws AppError `bad-input` where TensorFlow.js has no such layer.
 */
export function writeTfjs(model: TrainedModel): Uint8Array {
  refuseForTfjs(model.architecture)
  const layers = kerasLayersOf(model)
  const weights = layers.flatMap(namedWeights)
  return writeZip({
    'model.json': jsonBytes({
      format: 'layers-model',
      generatedBy: `Beatbench ${model.origin.beatbench}`,
      convertedBy: null,
      modelTopology: tfjsTopology(layers, 'beatbench'),
      weightsManifest: [
        { paths: ['weights.bin'], weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) },
      ],
      userDefinedMetadata: metadataOf(model),
    }),
    'weights.bin': new Uint8Array(joinFloats(weights.map(({ data }) => data)).buffer),
  })
}

interface NamedWeight {
  name: string
  shape: number[]
  data: Float32Array
}

/** TensorFlow.js finds weights by name: `block1_conv/kernel`, `recurrent1_cell/forward_lstm/kernel`. */
function namedWeights({ name, weights, wraps }: KerasLayer): NamedWeight[] {
  const inner = wraps ? snakeCase(wraps.className) : ''
  const scopes = {
    '': name,
    cell: name,
    'forward_layer/cell': `${name}/forward_${inner}`,
    'backward_layer/cell': `${name}/backward_${inner}`,
  }
  return weights.map(({ part, name: own, shape, data }) => ({ name: `${scopes[part]}/${own}`, shape, data }))
}
