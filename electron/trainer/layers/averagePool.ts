import { intsAttribute, stringAttribute } from '../attributes.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** `size` samples in a window, `stride` from one to the next; without padding, the rest is dropped. */
export interface PoolSize {
  size: number
  stride: number
}

/** Mean of windows over time, as PyTorch's AvgPool1d(size, stride). */
export class AveragePool implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #attributes
  readonly #inputShape = new Kept<readonly number[]>()

  constructor(tf: TensorFlow, name: string, size: PoolSize) {
    this.#tf = tf
    this.name = name
    this.#attributes = poolAttributes(size)
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const y = this.#tf.run('AvgPool', [x], this.#attributes)
    if (pass !== 'inference') this.#inputShape.put(x.shape)
    this.#tf.release(x)
    return y
  }

  backward(gradient: Tensor): Tensor {
    const shape = this.#tf.intsConstant(this.#inputShape.take(this.name))
    const result = this.#tf.run('AvgPoolGrad', [shape, gradient], this.#attributes)
    this.#tf.release(gradient)
    return result
  }
}

export function poolAttributes({ size, stride }: PoolSize) {
  return [
    intsAttribute('ksize', [1, 1, size, 1]),
    intsAttribute('strides', [1, 1, stride, 1]),
    stringAttribute('padding', 'VALID'),
  ]
}
