import { AppError } from '../shared/appError.ts'
import { decodeSafetensors, encodeSafetensors, type Tensor as FileTensor } from '../shared/safetensors.ts'
import { BatchNorm } from './layers/batchNorm.ts'
import type { Network } from './network.ts'

/** All that a network has learnt, by the names of `trainerProtocol.ts`: parameters and running statistics. */
export type Weights = Map<string, Float32Array>

/** Copies the weights out. */
export function takeWeights(network: Network): Weights {
  network.biases.settle()
  const weights: Weights = network.store.snapshot()
  for (const norm of normsOf(network)) {
    const { mean, variance } = norm.readStatistics()
    weights.set(`${norm.name}.running_mean`, mean)
    weights.set(`${norm.name}.running_var`, variance)
  }
  return weights
}

/** Puts weights back. @throws RangeError where one is missing or of another length. */
export function putWeights(network: Network, weights: Weights): void {
  network.biases.settle()
  network.store.restore(weights)
  for (const norm of normsOf(network)) {
    const mean = weights.get(`${norm.name}.running_mean`)
    const variance = weights.get(`${norm.name}.running_var`)
    if (!mean || !variance) throw new RangeError(`There are no running statistics of ${norm.name}.`)
    norm.writeStatistics({ mean, variance })
  }
}

/** Names and shapes of all weights in files, as documented in `trainerProtocol.ts`. */
export function shapesOf(network: Network): Map<string, readonly number[]> {
  const shapes = new Map(network.store.parameters.map(({ name, fileShape }) => [name, fileShape]))
  for (const norm of normsOf(network)) {
    const shape = norm.parameters[0]?.fileShape ?? []
    shapes.set(`${norm.name}.running_mean`, shape)
    shapes.set(`${norm.name}.running_var`, shape)
  }
  return shapes
}

/** Weights as a safetensors file. */
export function encodeWeights(network: Network, weights: Weights, metadata: Record<string, string>): Uint8Array {
  const shapes = shapesOf(network)
  const tensors: Record<string, FileTensor> = {}
  for (const [name, data] of weights) {
    tensors[name] = { dtype: 'F32', shape: [...(shapes.get(name) ?? [data.length])], data: data.slice() }
  }
  return encodeSafetensors(tensors, metadata)
}

/**
 * Reads weights of this network from a safetensors file.
 * @throws AppError `bad-file` where a tensor is missing or has another shape than the design.
 */
export function decodeWeights(network: Network, bytes: Uint8Array, fileName: string): Weights {
  return pickWeights(network, decodeSafetensors(bytes, fileName).tensors, fileName)
}

/** This network's weights among a file's tensors. @throws AppError as {@link decodeWeights}. */
export function pickWeights(network: Network, tensors: ReadonlyMap<string, FileTensor>, fileName: string): Weights {
  const weights: Weights = new Map()
  for (const [name, shape] of shapesOf(network)) {
    const tensor = tensors.get(name)
    if (tensor?.dtype !== 'F32' || tensor.shape.join() !== shape.join()) {
      const found = tensor ? `${tensor.dtype} [${tensor.shape.join(', ')}]` : 'nothing'
      throw new AppError(
        'bad-file',
        `${fileName}: ${name} should be F32 [${shape.join(', ')}], but there is ${found}.`,
        'These weights belong to another design.',
      )
    }
    weights.set(name, tensor.data)
  }
  return weights
}

function normsOf(network: Network): BatchNorm[] {
  return network.layers.filter((layer) => layer instanceof BatchNorm)
}
