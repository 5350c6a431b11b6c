import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** The hyperbolic tangent. Any shape. */
export class Tanh implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #output = new Kept<Tensor>()

  constructor(tf: TensorFlow, name: string) {
    this.#tf = tf
    this.name = name
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = this.#tf.run('Tanh', [x])
    this.#tf.release(x)
    // The next layer owns y, so what is kept is a second handle on the same values.
    if (pass !== 'inference') this.#output.put(this.#tf.run('Identity', [y]))
    return y
  }

  backward(gradient: Tensor): Tensor {
    const y = this.#output.take(this.name)
    const result = this.#tf.run('TanhGrad', [y, gradient])
    this.#tf.release(gradient, y)
    return result
  }
}
