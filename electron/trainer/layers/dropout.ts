import type { Random } from '../../shared/random.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

/**
 * Inverted dropout (Srivastava et al. 2014, as in PyTorch): in training each value is zero with probability `rate`, and
 * the others are divided by 1 - rate. The mask comes from our own generator. Any shape.
 */
export class Dropout implements Layer {
  readonly parameters = []
  readonly name: string
  /** Draws the masks; a run sets it anew for each epoch. */
  random: Random
  readonly #tf: TensorFlow
  readonly #rate: number
  readonly #mask = new Kept<Tensor | null>()

  constructor(tf: TensorFlow, name: string, rate: number, random: Random) {
    this.#tf = tf
    this.name = name
    this.#rate = rate
    this.random = random
  }

  forward(x: Tensor, pass: Pass): Tensor {
    if (pass !== 'training') {
      if (pass === 'explanation') this.#mask.put(null)
      return x
    }
    const mask = this.#tf.floats(this.#drawMask(x.shape.reduce((product, size) => product * size, 1)), x.shape)
    const y = this.#tf.run('Mul', [x, mask])
    this.#tf.release(x)
    this.#mask.put(mask)
    return y
  }

  backward(gradient: Tensor): Tensor {
    const mask = this.#mask.take(this.name)
    if (mask === null) return gradient
    const result = this.#tf.run('Mul', [gradient, mask])
    this.#tf.release(gradient, mask)
    return result
  }

  #drawMask(count: number): Float32Array {
    const kept = 1 / (1 - this.#rate)
    const threshold = this.#rate * 2 ** 32
    const mask = new Float32Array(count)
    for (let i = 0; i < count; i++) mask[i] = this.random.nextUint32() < threshold ? 0 : kept
    return mask
  }
}
