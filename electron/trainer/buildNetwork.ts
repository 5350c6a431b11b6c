import type { JoinSpec, LayerSpec } from '../shared/network.ts'
import { createRandom } from '../shared/random.ts'
import type { Recipe } from '../shared/recipe.ts'
import { createInitialiser, type Initialiser } from './initialise.ts'
import { AveragePool } from './layers/averagePool.ts'
import { BatchNorm } from './layers/batchNorm.ts'
import { Conv1d } from './layers/conv1d.ts'
import { Dense } from './layers/dense.ts'
import { Dropout } from './layers/dropout.ts'
import { Flatten } from './layers/flatten.ts'
import { Fork } from './layers/fork.ts'
import { Gelu } from './layers/gelu.ts'
import { GlobalAverage } from './layers/globalAverage.ts'
import { GlobalMax } from './layers/globalMax.ts'
import { Join } from './layers/join.ts'
import { LastState } from './layers/lastState.ts'
import type { Layer } from './layers/layer.ts'
import { LayerNorm } from './layers/layerNorm.ts'
import { MaxPool } from './layers/maxPool.ts'
import { Recurrent } from './layers/recurrent.ts'
import { Relu } from './layers/relu.ts'
import { Tanh } from './layers/tanh.ts'
import type { Network } from './network.ts'
import { ParameterStore } from './parameterStore.ts'
import { RunningBiases, type AbsentBias } from './runningBiases.ts'
import { stagesOf } from './stages.ts'
import type { TensorFlow } from './tensorflow.ts'

/** What a layer has to know of the network around it. */
interface Place {
  tf: TensorFlow
  seed: number
  initialiser: Initialiser
  before: readonly Layer[]
  after: LayerSpec | undefined
}

/** Builds the layers of a design with first weights drawn from `seed`. */
export function buildNetwork(
  tf: TensorFlow,
  specs: readonly LayerSpec[],
  seed: number,
  initialisation: Recipe['initialisation'] = 'pytorch',
): Network {
  const initialiser = createInitialiser(initialisation, seed)
  const layers: Layer[] = []
  specs.forEach((spec, index) =>
    layers.push(buildLayer(spec, { tf, seed, initialiser, before: layers, after: specs[index + 1] })),
  )
  const stages = stagesOf(tf, specs, layers)
  const store = new ParameterStore(
    tf,
    layers.flatMap((layer) => layer.parameters),
    stages.filter((layer) => layer.takesWhole).map((layer) => layer.parameters),
  )
  return { layers, stages, store, biases: new RunningBiases(tf, store, absentBiasesOf(stages)) }
}

function buildLayer(spec: LayerSpec, place: Place): Layer {
  const { tf, initialiser } = place
  const { name, input, output } = spec
  switch (spec.type) {
    case 'conv1d':
      return buildConv1d(spec, place)
    case 'recurrent':
      return new Recurrent(tf, spec, initialiser)
    case 'batchNorm':
      return new BatchNorm(tf, name, output.channels)
    case 'layerNorm':
      return new LayerNorm(tf, name, output.channels)
    case 'activation':
      return buildActivation(tf, spec)
    case 'averagePool':
      return new AveragePool(tf, name, spec)
    case 'maxPool':
      return new MaxPool(tf, name, spec)
    case 'fork':
      return new Fork(tf, name)
    case 'join':
      return buildJoin(spec, place)
    case 'dropout':
      return new Dropout(tf, name, spec.rate, createRandom(place.seed, `dropout ${name}`))
    case 'globalAverage':
      return new GlobalAverage(tf, name)
    case 'globalMax':
      return new GlobalMax(tf, name, input.length)
    case 'flatten':
      return new Flatten(tf, name)
    case 'lastState':
      return new LastState(tf, name, spec.bidirectional)
    case 'dense':
      return new Dense(tf, name, { inputs: input.channels, units: output.channels }, initialiser)
  }
}

function buildActivation(tf: TensorFlow, { name, activation }: Extract<LayerSpec, { type: 'activation' }>): Layer {
  switch (activation) {
    case 'relu':
      return new Relu(tf, name)
    case 'leaky-relu':
      return new Relu(tf, name, true)
    case 'gelu':
      return new Gelu(tf, name)
    case 'tanh':
      return new Tanh(tf, name)
  }
}

function buildConv1d(spec: Extract<LayerSpec, { type: 'conv1d' }>, place: Place): Conv1d {
  const { input, output } = spec
  // Nothing before it learns, so nobody asks how the loss changes with its input.
  const needsInputGradient = place.before.some(({ parameters }) => parameters.length > 0)
  const isNormalised = place.after?.type === 'batchNorm'
  const options = { ...spec, inputChannels: input.channels, filters: output.channels, needsInputGradient, isNormalised }
  return new Conv1d(place.tf, options, place.initialiser)
}

/** @throws Error where the fork is not there: `layersOf` puts one before each join. */
function buildJoin({ name, from, skip, output, stride, projects }: JoinSpec, place: Place): Join {
  const fork = place.before.find((layer) => layer.name === from)
  if (!(fork instanceof Fork)) throw new Error(`${name} has no fork ${from}.`)
  const projection = {
    name,
    kernelSize: 1,
    dilation: 1,
    stride,
    padding: 'same',
    hasBias: true,
    inputChannels: skip.channels,
    filters: output.channels,
    needsInputGradient: true,
    isNormalised: false,
  } as const
  return new Join(place.tf, name, fork, projects ? new Conv1d(place.tf, projection, place.initialiser) : null)
}

/** Batch norms that stand right behind a convolution with a bias, and that bias. (A fused block knows of its own.) */
function absentBiasesOf(stages: readonly Layer[]): AbsentBias[] {
  return stages.flatMap((layer, index) => {
    const before = stages[index - 1]
    return layer instanceof BatchNorm && before instanceof Conv1d && before.bias
      ? [{ norm: layer, bias: before.bias }]
      : []
  })
}
