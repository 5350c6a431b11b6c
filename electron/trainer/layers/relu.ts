import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** max(0, x); the gradient passes where x > 0 (zero at 0, as in PyTorch). A NaN stays a NaN. Any shape. */
export class Relu implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #input = new Kept<Tensor>()

  constructor(tf: TensorFlow, name: string) {
    this.#tf = tf
    this.name = name
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = this.#tf.run('Relu', [x])
    if (pass === 'inference') this.#tf.release(x)
    else this.#input.put(x)
    return y
  }

  backward(gradient: Tensor): Tensor {
    const x = this.#input.take(this.name)
    const result = this.#tf.run('ReluGrad', [gradient, x])
    this.#tf.release(gradient, x)
    return result
  }
}
