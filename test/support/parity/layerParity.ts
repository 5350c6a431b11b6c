import { buildNetwork } from '../../../electron/trainer/buildNetwork.ts'
import type { LayerSpec } from '../../../electron/shared/network.ts'
import { backward, destroyNetwork, forward, type Network } from '../../../electron/trainer/network.ts'
import type { Tensor, TensorFlow } from '../../../electron/trainer/tensorflow.ts'
import { takeWeights } from '../../../electron/trainer/weights.ts'
import { compareStored, type Comparison } from './compareStored.ts'
import type { LayerCase } from './fixtures.ts'
import { hashedBetween, putHashedWeights } from './hashedWeights.ts'
import { takeGradients } from '../takeGradients.ts'

/**
 * Runs the layers of a case forth and back in training, then forth in inference, from the same numbers as PyTorch, and
 * compares everything that was stored: outputs, gradients, running statistics.
 */
export function compareLayers(tf: TensorFlow, { name, batch, specs, tensors }: LayerCase): Comparison[] {
  const { input } = specs[0] ?? { input: { length: 0, channels: 0 } }
  const network = buildNetwork(tf, [learningLayer(input), ...specs], 0)
  putHashedWeights(network, 'drawn', `${name}: `)
  const size = [batch, 1, input.length, input.channels]
  const beats = () => tf.floats(hashedBetween(`${name}: x`, product(size), [-2, 2]), size)
  const found = passThrough(tf, network, beats(), name)
  network.store.read()
  const output = forward(network.stages.slice(1), beats(), 'inference')
  found.set('output in inference', tf.readFloats(output))
  network.store.release()
  tf.release(output)
  destroyNetwork(network)
  return Object.entries(tensors).map(([key, stored]) => compareStored(name, key, found.get(key), stored))
}

/**
 * Stands before the layers of a case but is never run: layers without one before them give no gradient at their input. No
 * fused layer begins with it.
 */
function learningLayer(shape: { length: number; channels: number }): LayerSpec {
  return { type: 'layerNorm', name: 'before', input: shape, output: shape }
}

function passThrough(tf: TensorFlow, network: Network, x: Tensor, name: string): Map<string, Float32Array> {
  network.store.read()
  network.biases.update()
  const y = forward(network.stages.slice(1), x, 'training')
  const found = new Map([['output', tf.readFloats(y)]])
  const { shape } = y
  tf.release(y)
  const slopes = hashedBetween(`${name}: slopes`, product(shape), slopeRange(shape))
  const gradient = backward(network.stages.slice(1), tf.floats(slopes, shape))
  if (gradient) found.set('gradient of input', tf.readFloats(gradient))
  takeGradients(tf, network.store).forEach((values, parameter) => found.set(`gradient of ${parameter}`, values))
  tf.release(gradient ?? undefined)
  network.store.release()
  for (const [key, values] of takeWeights(network)) if (key.includes('.running_')) found.set(key, values)
  return found
}

/** What the output is multiplied with and summed up to a loss: as `slopes_at` of the fixture's `layers.py`. */
function slopeRange([batch = 0, ...rest]: readonly number[]): readonly [number, number] {
  const length = rest.length === 3 ? (rest[1] ?? 0) : 1
  const reach = Math.min(1, Math.sqrt((2 * 13) / (batch * length)))
  return [-reach, reach]
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1)
}
