import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/**
 * GELU (Hendrycks and Gimpel 2016), x times the normal distribution's share below x, by the error function and not by
 * the tanh formula, as PyTorch's default. Any shape.
 */
export class Gelu implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #kept = new Kept<{ x: Tensor; share: Tensor }>()

  constructor(tf: TensorFlow, name: string) {
    this.#tf = tf
    this.name = name
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const scaled = tf.run('Mul', [x, tf.constant(Math.SQRT1_2)])
    const error = tf.run('Erf', [scaled])
    const raised = tf.run('AddV2', [error, tf.constant(1)])
    const share = tf.run('Mul', [raised, tf.constant(0.5)])
    const y = tf.run('Mul', [x, share])
    tf.release(scaled, error, raised)
    if (pass === 'inference') tf.release(x, share)
    else this.#kept.put({ x, share })
    return y
  }

  /** Times share + x * density, with the normal density exp(-x^2 / 2) / sqrt(2 pi). */
  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const { x, share } = this.#kept.take(this.name)
    const square = tf.run('Square', [x])
    const exponent = tf.run('Mul', [square, tf.constant(-0.5)])
    const bell = tf.run('Exp', [exponent])
    const density = tf.run('Mul', [bell, tf.constant(1 / Math.sqrt(2 * Math.PI))])
    const along = tf.run('Mul', [x, density])
    const slope = tf.run('AddV2', [share, along])
    const result = tf.run('Mul', [gradient, slope])
    tf.release(gradient, x, share, square, exponent, bell, density, along, slope)
    return result
  }
}
