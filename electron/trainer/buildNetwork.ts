import type { LayerSpec } from '../shared/network.ts'
import { createRandom } from '../shared/random.ts'
import { AveragePool } from './layers/averagePool.ts'
import { BatchNorm } from './layers/batchNorm.ts'
import { Conv1d } from './layers/conv1d.ts'
import { Dense } from './layers/dense.ts'
import { Dropout } from './layers/dropout.ts'
import { Flatten } from './layers/flatten.ts'
import { GlobalAverage } from './layers/globalAverage.ts'
import type { Layer } from './layers/layer.ts'
import { MaxPool } from './layers/maxPool.ts'
import { Relu } from './layers/relu.ts'
import type { Network } from './network.ts'
import { ParameterStore } from './parameterStore.ts'
import type { TensorFlow } from './tensorflow.ts'

/** What a layer has to know of the network around it. */
interface Place {
  seed: number
  before: Layer | undefined
  after: LayerSpec | undefined
}

/** Builds the layers of a design with first weights drawn from `seed`. */
export function buildNetwork(tf: TensorFlow, specs: readonly LayerSpec[], seed: number): Network {
  const layers: Layer[] = []
  specs.forEach((spec, index) =>
    layers.push(buildLayer(tf, spec, { seed, before: layers.at(-1), after: specs[index + 1] })),
  )
  const store = new ParameterStore(
    tf,
    layers.flatMap((layer) => layer.parameters),
  )
  return { layers, store }
}

function buildLayer(tf: TensorFlow, spec: LayerSpec, place: Place): Layer {
  const { name } = spec
  switch (spec.type) {
    case 'conv1d':
      return buildConv1d(tf, spec, place)
    case 'batchNorm':
      return new BatchNorm(tf, name, spec.output.channels, biasOf(place.before))
    case 'relu':
      return new Relu(tf, name)
    case 'averagePool':
      return new AveragePool(tf, name, spec.size)
    case 'maxPool':
      return new MaxPool(tf, name, spec.size)
    case 'globalAverage':
      return new GlobalAverage(tf, name)
    case 'flatten':
      return new Flatten(tf, name)
    case 'dropout':
      return new Dropout(tf, name, spec.rate, createRandom(place.seed, `dropout ${name}`))
    case 'dense':
      return new Dense(tf, name, { inputs: spec.input.channels, units: spec.output.channels }, place.seed)
  }
}

function buildConv1d(
  tf: TensorFlow,
  { name, input, output, kernelSize, dilation }: Extract<LayerSpec, { type: 'conv1d' }>,
  { seed, before, after }: Place,
): Conv1d {
  const shape = { inputChannels: input.channels, filters: output.channels, kernelSize, dilation }
  const options = { ...shape, needsInputGradient: before !== undefined, isNormalised: after?.type === 'batchNorm' }
  return new Conv1d(tf, name, options, seed)
}

/** The bias that a convolution leaves to the batch norm behind it. */
function biasOf(layer: Layer | undefined) {
  return layer instanceof Conv1d ? layer.bias : undefined
}
