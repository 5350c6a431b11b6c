import { createRandom } from '../shared/random.ts'
import { Dropout } from './layers/dropout.ts'
import type { Layer, Pass } from './layers/layer.ts'
import type { ParameterStore } from './parameterStore.ts'
import type { RunningBiases } from './runningBiases.ts'
import type { Tensor } from './tensorflow.ts'

/** Layers in order, the store of their parameters, and what convolutions leave to batch norms. Every pass needs `store.read()` before and `store.release()` after. */
export interface Network {
  layers: readonly Layer[]
  /** The same for a pass over the whole: fused layers stand for several of them, and share their parameters. */
  stages: readonly Layer[]
  store: ParameterStore
  biases: RunningBiases
}

/** Through some layers in order. Owns `x`. */
export function forward(layers: readonly Layer[], x: Tensor, pass: Pass): Tensor {
  return layers.reduce((map, layer) => layer.forward(map, pass), x)
}

/** Back through the same layers to their input; null where the first of them gives no gradient. Owns `gradient`. */
export function backward(layers: readonly Layer[], gradient: Tensor): Tensor | null {
  return layers.reduceRight<Tensor | null>(
    (current, layer) => (current === null ? null : layer.backward(current)),
    gradient,
  )
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
  network.biases.destroy()
  for (const layer of network.layers) layer.destroy?.()
}
