import { createRandom } from '../shared/random.ts'
import type { LayerSpec } from '../shared/network.ts'
import { AveragePool } from './layers/averagePool.ts'
import { BatchNorm } from './layers/batchNorm.ts'
import { Conv1d } from './layers/conv1d.ts'
import { Dense } from './layers/dense.ts'
import { Dropout } from './layers/dropout.ts'
import { Flatten } from './layers/flatten.ts'
import { GlobalAverage } from './layers/globalAverage.ts'
import type { Layer, Pass } from './layers/layer.ts'
import { MaxPool } from './layers/maxPool.ts'
import { Relu } from './layers/relu.ts'
import { ParameterStore } from './parameterStore.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'

/** Layers in order and the store of their parameters. Every pass needs `store.read()` before and `store.release()` after. */
export interface Network {
  layers: readonly Layer[]
  store: ParameterStore
}

/** Builds the layers of a design with first weights drawn from `seed`. */
export function buildNetwork(tf: TensorFlow, specs: readonly LayerSpec[], seed: number): Network {
  const layers: Layer[] = []
  specs.forEach((_, index) => layers.push(buildLayer(tf, specs, index, { seed, before: layers.at(-1) })))
  const store = new ParameterStore(
    tf,
    layers.flatMap((layer) => layer.parameters),
  )
  return { layers, store }
}

/** A stretch of layers: `from` up to, not including, `to`. All of them where nothing is said. */
export interface Stretch {
  from?: number
  to?: number
}

/** Through a stretch of layers. Owns `x`. */
export function forward(network: Network, x: Tensor, pass: Pass, { from, to }: Stretch = {}): Tensor {
  return network.layers.slice(from, to).reduce((map, layer) => layer.forward(map, pass), x)
}

/** Back from the gradient at the end to the input of layer `to`; null where the last layer gives none. Owns `gradient`. */
export function backward(network: Network, gradient: Tensor, to = 0): Tensor | null {
  return network.layers
    .slice(to)
    .reduceRight<Tensor | null>((current, layer) => (current === null ? null : layer.backward(current)), gradient)
}

/** Starts the draws of each dropout layer for an epoch, from a stream of their own. */
export function startDropout(network: Network, seed: number, epoch: number): void {
  for (const layer of network.layers) {
    if (layer instanceof Dropout) layer.random = createRandom(seed, `dropout ${layer.name} epoch ${epoch}`)
  }
}

/** Gives back everything the network holds in TensorFlow. */
export function destroyNetwork(network: Network): void {
  network.store.destroy()
  for (const layer of network.layers) if (layer instanceof BatchNorm) layer.destroy()
}

function buildLayer(
  tf: TensorFlow,
  specs: readonly LayerSpec[],
  index: number,
  { seed, before }: { seed: number; before: Layer | undefined },
): Layer {
  const spec = specs[index]
  if (!spec) throw new RangeError(`There is no layer ${index}.`)
  const { name } = spec
  switch (spec.type) {
    case 'conv1d':
      return buildConv1d(tf, spec, { seed, isFirst: index === 0, isNormalised: specs[index + 1]?.type === 'batchNorm' })
    case 'batchNorm':
      return new BatchNorm(tf, name, spec.output.channels, before instanceof Conv1d ? before.bias : undefined)
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
      return new Dropout(tf, name, spec.rate, createRandom(seed, `dropout ${name}`))
    case 'dense':
      return new Dense(tf, name, { inputs: spec.input.channels, units: spec.output.channels }, seed)
  }
}

function buildConv1d(
  tf: TensorFlow,
  { name, input, output, kernelSize, dilation }: Extract<LayerSpec, { type: 'conv1d' }>,
  { seed, isFirst, isNormalised }: { seed: number; isFirst: boolean; isNormalised: boolean },
): Conv1d {
  const shape = { inputChannels: input.channels, filters: output.channels, kernelSize, dilation }
  return new Conv1d(tf, name, { ...shape, needsInputGradient: !isFirst, isNormalised }, seed)
}
