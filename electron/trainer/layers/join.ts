import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Conv1d } from './conv1d.ts'
import type { Fork } from './fork.ts'
import type { Layer, Pass } from './layer.ts'

/**
 * Adds what passed a fork: y = x + skip (He et al. 2016). Where the shapes differ, the skip goes through a convolution of
 * kernel 1 first, whose weights are this layer's.
 */
export class Join implements Layer {
  readonly name: string
  readonly parameters
  readonly #tf: TensorFlow
  readonly #fork: Fork
  readonly #projection: Conv1d | null

  constructor(tf: TensorFlow, name: string, fork: Fork, projection: Conv1d | null) {
    this.#tf = tf
    this.name = name
    this.#fork = fork
    this.#projection = projection
    this.parameters = projection?.parameters ?? []
    fork.addJoin()
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const copy = this.#fork.takeCopy()
    const skip = this.#projection ? this.#projection.forward(copy, pass) : copy
    const y = this.#tf.run('AddV2', [x, skip])
    this.#tf.release(x, skip)
    return y
  }

  backward(gradient: Tensor): Tensor {
    const copy = this.#tf.run('Identity', [gradient])
    const skip = this.#projection ? this.#projection.backward(copy) : copy
    if (skip) this.#fork.giveGradient(skip)
    return gradient
  }
}
