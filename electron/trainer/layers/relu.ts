import { floatAttribute } from '../attributes.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** PyTorch's default slope of LeakyReLU. */
const leakySlope = [floatAttribute('alpha', 0.01)]

/**
 * max(0, x), or max(x, 0.01 x) where leaky; the gradient of the lower half holds at 0 (as in PyTorch). A NaN stays a
 * NaN. Any shape.
 */
export class Relu implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #isLeaky: boolean
  readonly #input = new Kept<Tensor>()

  constructor(tf: TensorFlow, name: string, isLeaky = false) {
    this.#tf = tf
    this.name = name
    this.#isLeaky = isLeaky
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = this.#isLeaky ? this.#tf.run('LeakyRelu', [x], leakySlope) : this.#tf.run('Relu', [x])
    if (pass === 'inference') this.#tf.release(x)
    else this.#input.put(x)
    return y
  }

  backward(gradient: Tensor): Tensor {
    const x = this.#input.take(this.name)
    const inputs = [gradient, x]
    const result = this.#isLeaky ? this.#tf.run('LeakyReluGrad', inputs, leakySlope) : this.#tf.run('ReluGrad', inputs)
    this.#tf.release(gradient, x)
    return result
  }
}
