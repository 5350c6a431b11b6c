import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** [batch, 1, length, channels] to [batch, length * channels]: by time, then channel. */
export class Flatten implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #inputShape = new Kept<readonly number[]>()

  constructor(tf: TensorFlow, name: string) {
    this.#tf = tf
    this.name = name
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const [batch = 0, ...rest] = x.shape
    const width = rest.reduce((product, size) => product * size, 1)
    const y = this.#tf.run('Reshape', [x, this.#tf.intsConstant([batch, width])])
    if (pass !== 'inference') this.#inputShape.put(x.shape)
    this.#tf.release(x)
    return y
  }

  backward(gradient: Tensor): Tensor {
    const result = this.#tf.run('Reshape', [gradient, this.#tf.intsConstant(this.#inputShape.take(this.name))])
    this.#tf.release(gradient)
    return result
  }
}
