import { createRandom } from '../shared/random.ts'
import { Dropout } from './layers/dropout.ts'
import type { Layer, Pass } from './layers/layer.ts'
import type { ParameterStore } from './parameterStore.ts'
import type { RunningBiases } from './runningBiases.ts'
import type { Tensor } from './tensorflow.ts'

/** Layers in order, the store of their parameters, and what convolutions leave to batch norms. Every pass needs `store.read()` before and `store.release()` after. */
export interface Network {
  layers: readonly Layer[]
  store: ParameterStore
  biases: RunningBiases
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
  network.biases.destroy()
  for (const layer of network.layers) layer.destroy?.()
}
