import { holderOf, type Parameter } from '../parameter.ts'
import type { Shape } from '../../shared/network.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Dense } from './dense.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** A dense layer, and what may stand around it. */
export interface DenseParts {
  dense: Dense
  /** Of the map that comes in, to be flattened by time, then channel; or how many values a vector has. */
  input: Shape | number
  hasRelu: boolean
  needsInputGradient: boolean
}

/**
 * Flatten, dense layer and ReLU in one kernel call each way: [batch, 1, length, channels] or [batch, inputs] to [batch, units]
 * (see `native/`).
 */
export class FusedDense implements Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly takesWhole = true
  readonly #tf: TensorFlow
  readonly #parts: DenseParts
  /** As `Settings` of `native/dense_op.cpp` reads it. */
  readonly #geometry: Tensor
  readonly #saved = new Kept<Tensor>()

  constructor(tf: TensorFlow, parts: DenseParts) {
    const { dense, input, hasRelu, needsInputGradient } = parts
    const { length, channels } = typeof input === 'number' ? { length: 0, channels: input } : input
    const [, units = 0] = dense.weight.shape
    this.#tf = tf
    this.#parts = parts
    this.name = dense.name
    this.parameters = dense.parameters
    this.#geometry = tf.intsConstant([length, channels, units, hasRelu ? 1 : 0, needsInputGradient ? 1 : 0])
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const inputs = [x, holderOf(this.parameters).wholeValue(), this.#geometry]
    const [y, saved] = tf.runMany('BeatbenchDense', inputs, 2)
    if (!y || !saved) throw new Error('BeatbenchDense gave too few outputs.')
    tf.release(x)
    if (pass === 'training') this.#saved.put(saved)
    else tf.release(saved)
    return y
  }

  backward(gradient: Tensor): Tensor | null {
    const tf = this.#tf
    const holder = holderOf(this.parameters)
    const saved = this.#saved.take(this.name)
    const inputs = [gradient, holder.wholeValue(), saved, this.#geometry]
    const [inputGradient, parameterGradient] = tf.runMany('BeatbenchDenseGrad', inputs, 2)
    tf.release(gradient, saved)
    holder.gradient = parameterGradient
    if (this.#parts.needsInputGradient) return inputGradient ?? null
    tf.release(inputGradient)
    return null
  }
}
