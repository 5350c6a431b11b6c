import { intsAttribute, stringAttribute } from '../attributes.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/** Mean of windows of `size` samples that do not overlap; the rest is dropped, as PyTorch's AvgPool1d(size). */
export class AveragePool implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #attributes
  readonly #inputShape = new Kept<readonly number[]>()

  constructor(tf: TensorFlow, name: string, size: number) {
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

/** Windows of 1 x `size` that do not overlap; what does not fill a window is dropped. */
export function poolAttributes(size: number) {
  const window = [1, 1, size, 1]
  return [intsAttribute('ksize', window), intsAttribute('strides', window), stringAttribute('padding', 'VALID')]
}
