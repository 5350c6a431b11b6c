import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { poolAttributes, type PoolSize } from './averagePool.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** Maximum of windows over time, as PyTorch's MaxPool1d(size, stride). */
export class MaxPool implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #attributes
  readonly #kept = new Kept<{ x: Tensor; y: Tensor }>()

  constructor(tf: TensorFlow, name: string, size: PoolSize) {
    this.#tf = tf
    this.name = name
    this.#attributes = poolAttributes(size)
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = this.#tf.run('MaxPool', [x], this.#attributes)
    if (pass === 'inference') this.#tf.release(x)
    // The next layer owns y, so what is kept is a second handle on the same values.
    else this.#kept.put({ x, y: this.#tf.run('Identity', [y]) })
    return y
  }

  backward(gradient: Tensor): Tensor {
    const { x, y } = this.#kept.take(this.name)
    const result = this.#tf.run('MaxPoolGrad', [x, y, gradient], this.#attributes)
    this.#tf.release(gradient, x, y)
    return result
  }
}
