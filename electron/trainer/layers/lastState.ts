import { intAttribute, typeAttribute } from '../attributes.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { Kept, type Layer, type Pass } from './layer.ts'

const concatTwo = [intAttribute('N', 2), typeAttribute('T', 'float32')]

/**
 * The state of a recurrent layer when it has read the whole beat: [batch, 1, length, channels] to [batch, channels]. Of
 * two directions the first half of the channels ends at the last sample, the second half at the first.
 */
export class LastState implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #isBidirectional: boolean
  readonly #inputShape = new Kept<readonly number[]>()

  constructor(tf: TensorFlow, name: string, isBidirectional: boolean) {
    this.#tf = tf
    this.name = name
    this.#isBidirectional = isBidirectional
  }

  forward(x: Tensor, pass: Pass): Tensor {
    const tf = this.#tf
    const { shape } = x
    const [batch = 0, , , channels = 0] = shape
    const ends = this.#ends(shape).map(({ time, from, width }) => {
      const end = tf.run('Slice', [x, tf.intsConstant([0, 0, time, from]), tf.intsConstant([batch, 1, 1, width])])
      const flat = tf.run('Reshape', [end, tf.intsConstant([batch, width])])
      tf.release(end)
      return flat
    })
    if (pass !== 'inference') this.#inputShape.put(shape)
    tf.release(x)
    const [only] = ends
    if (ends.length === 1 && only) return only
    const y = tf.run('ConcatV2', [...ends, tf.intConstant(1)], concatTwo)
    tf.release(...ends)
    if (y.shape[1] !== channels) throw new Error(`${this.name} lost channels.`)
    return y
  }

  /** Zero everywhere but at the ends. */
  backward(gradient: Tensor): Tensor {
    const tf = this.#tf
    const shape = this.#inputShape.take(this.name)
    const [batch = 0, , length = 0, channels = 0] = shape
    const halves = this.#ends(shape).map(({ time, from, width }) => {
      const half = tf.run('Slice', [gradient, tf.intsConstant([0, from]), tf.intsConstant([batch, width])])
      const end = tf.run('Reshape', [half, tf.intsConstant([batch, 1, 1, width])])
      const margins = [0, 0, 0, 0, time, length - 1 - time, from, channels - from - width]
      const padded = tf.run('Pad', [end, tf.intsConstant(margins, [4, 2])])
      tf.release(half, end)
      return padded
    })
    tf.release(gradient)
    return halves.reduce((sum, half) => {
      const next = tf.run('AddV2', [sum, half])
      tf.release(sum, half)
      return next
    })
  }

  #ends([, , length = 0, channels = 0]: readonly number[]): { time: number; from: number; width: number }[] {
    const last = length - 1
    if (!this.#isBidirectional) return [{ time: last, from: 0, width: channels }]
    const width = channels / 2
    return [
      { time: last, from: 0, width },
      { time: 0, from: width, width },
    ]
  }
}
