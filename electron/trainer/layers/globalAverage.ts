import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** The mean over time (Lin et al. 2014): [batch, 1, length, channels] to [batch, channels]. */
export class GlobalAverage implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #inputShape = new Kept<readonly number[]>()

  constructor(tf: TensorFlow, name: string) {
    this.#tf = tf
    this.name = name
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = this.#tf.run('Mean', [x, this.#tf.intsConstant([1, 2])])
    if (pass !== 'inference') this.#inputShape.put(x.shape)
    this.#tf.release(x)
    return y
  }

  /** Every sample of a channel had the same share, 1 / length. */
  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const shape = this.#inputShape.take(this.name)
    const [batch = 0, , length = 0, channels = 0] = shape
    const share = tf.run('Mul', [gradient, tf.constant(1 / length)])
    const column = tf.run('Reshape', [share, tf.intsConstant([batch, 1, 1, channels])])
    const result = tf.run('BroadcastTo', [column, tf.intsConstant(shape)])
    tf.release(gradient, share, column)
    return result
  }
}
