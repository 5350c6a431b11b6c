import { AppError } from '../../shared/appError.ts'
import { beatClasses, classCount } from '../../shared/beatClass.ts'
import { argMax, softmax } from '../../shared/metrics.ts'
import type { ExplainAnswer } from '../../shared/trainerProtocol.ts'
import { Conv1d } from '../layers/conv1d.ts'
import { backward, forward, type Network } from '../network.ts'
import type { TensorFlow } from '../tensorflow.ts'

/** What is asked of one beat; the predicted class and the first convolution where nothing is said. */
export interface GradCamRequest {
  samples: readonly number[]
  targetClass?: number | undefined
  layer?: string | undefined
}

/**
 * Grad-CAM (Selvaraju et al. 2017) of one beat in inference mode: the output of a convolution (bias added, before batch
 * norm), each channel weighted by the time mean of the gradient of the class score before softmax, summed, negative
 * values cut off, scaled to 0..1. The published figure was made so, but with batch statistics of the single beat.
 *
 * @throws AppError `not-found` where the network has no such convolution, `bad-input` where there is no such class.
 */
export function gradCam(tf: TensorFlow, network: Network, request: GradCamRequest): ExplainAnswer {
  const convolutions = network.layers.filter((layer) => layer instanceof Conv1d).map((layer) => layer.name)
  const layer = request.layer ?? convolutions[0] ?? ''
  const position = network.layers.findIndex(({ name }) => name === layer)
  if (convolutions.length === 0)
    throw new AppError(
      'not-found',
      'This network has no convolution, so that there is no Grad-CAM of it.',
      'Explain a run of a design with blocks.',
    )
  if (!convolutions.includes(layer))
    throw new AppError(
      'not-found',
      `This network has no convolution "${layer}".`,
      `Choose ${convolutions.join(' or ')}.`,
    )
  if (request.targetClass !== undefined && beatClasses[request.targetClass] === undefined)
    throw new AppError('bad-input', `There is no class ${request.targetClass}.`, `Classes are 0 to ${classCount - 1}.`)

  const beat = tf.floats(Float32Array.from(request.samples), [1, 1, request.samples.length, 1])
  network.store.read()
  const map = forward(network.layers.slice(0, position + 1), beat, 'inference')
  const activations = tf.readFloats(map)
  const [, , length = 0, channels = 0] = map.shape
  const output = forward(network.layers.slice(position + 1), map, 'explanation')
  const logits = tf.readFloats(output)
  tf.release(output)
  const predicted = argMax(logits)
  const targetClass = request.targetClass ?? predicted
  const gradients = gradientsAt(tf, network, position + 1, targetClass)
  network.store.release()

  const raw = combine(activations, gradients, { length, channels })
  return {
    method: 'grad-cam',
    layer,
    layers: convolutions,
    targetClass,
    predicted,
    probabilities: softmax(logits),
    map: scaleToUnit(raw),
    rawMaximum: Math.max(...raw),
  }
}

/** The gradient of one class score at the input of layer `position`. */
function gradientsAt(tf: TensorFlow, network: Network, position: number, targetClass: number): Float32Array {
  const oneHot = Float32Array.from({ length: classCount }, (_, index) => (index === targetClass ? 1 : 0))
  const gradient = backward(network.layers.slice(position), tf.floats(oneHot, [1, classCount]))
  if (!gradient) throw new Error('The backward pass ended before it reached the convolution.')
  const values = tf.readFloats(gradient)
  tf.release(gradient)
  return values
}

/** ReLU of the channels' sum, each channel weighted by the time mean of its gradient; both inputs are [length, channels]. */
export function combine(
  activations: Float32Array,
  gradients: Float32Array,
  { length, channels }: { length: number; channels: number },
): number[] {
  const weights = Array.from({ length: channels }, (_, channel) => {
    let sum = 0
    for (let time = 0; time < length; time++) sum += gradients[time * channels + channel] ?? 0
    return sum / length
  })
  return Array.from({ length }, (_, time) => {
    const sum = weights.reduce((s, weight, channel) => s + weight * (activations[time * channels + channel] ?? 0), 0)
    return Math.max(0, sum)
  })
}

/** Min-max scaling to 0..1. A map of equal values becomes all 0 where they are 0, else all 1. */
export function scaleToUnit(values: readonly number[]): number[] {
  const low = Math.min(...values)
  const high = Math.max(...values)
  if (high === low) return values.map(() => (high > 0 ? 1 : 0))
  return values.map((value) => (value - low) / (high - low))
}
