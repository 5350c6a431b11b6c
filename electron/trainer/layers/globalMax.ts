import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Flatten } from './flatten.ts'
import type { Layer, Pass } from './layer.ts'
import { MaxPool } from './maxPool.ts'

/** The maximum over time: [batch, 1, length, channels] to [batch, channels]. The first of equal ones gets the gradient. */
export class GlobalMax implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #pool: MaxPool
  readonly #flatten: Flatten

  constructor(tf: TensorFlow, name: string, length: number) {
    this.name = name
    this.#pool = new MaxPool(tf, name, { size: length, stride: length })
    this.#flatten = new Flatten(tf, name)
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return this.#flatten.forward(this.#pool.forward(x, pass), pass)
  }

  backward(gradient: Tensor): Tensor {
    return this.#pool.backward(this.#flatten.backward(gradient))
  }
}
