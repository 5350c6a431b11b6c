import { intAttribute, typeAttribute } from './attributes.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'

/**
 * The losses of an epoch's batches. They stay in TensorFlow until somebody wants to know them: then all that came since
 * are read at once, as one tensor, and summed in double precision.
 */
export class LossLedger {
  readonly #tf: TensorFlow
  #pending: { losses: Tensor; weightSum: number }[] = []
  #lossSum = 0
  #weightSum = 0
  #steps = 0
  #divergedAt: number | null = null

  constructor(tf: TensorFlow) {
    this.#tf = tf
  }

  /** Takes the losses [batch] of one step, and what their mean divides by. */
  add(losses: Tensor, weightSum: number): void {
    this.#pending.push({ losses, weightSum })
  }

  /** The mean so far, or the first step, from 1, whose loss is infinite or not a number. */
  read(): { mean: number; divergedAt: number | null } {
    this.#collect()
    const mean = this.#weightSum === 0 ? 0 : this.#lossSum / this.#weightSum
    return { mean, divergedAt: this.#divergedAt }
  }

  #collect(): void {
    if (this.#pending.length === 0) return
    const tensors = this.#pending.map(({ losses }) => losses)
    const values = this.#readAll(tensors)
    let at = 0
    for (const { losses, weightSum } of this.#pending) {
      const [count = 0] = losses.shape
      const sum = values.subarray(at, (at += count)).reduce((total, loss) => total + loss, 0)
      this.#steps += 1
      if (!Number.isFinite(sum)) this.#divergedAt ??= this.#steps
      this.#lossSum += sum
      this.#weightSum += weightSum
    }
    this.#tf.release(...tensors)
    this.#pending = []
  }

  #readAll(tensors: readonly Tensor[]): Float32Array {
    const tf = this.#tf
    const [only] = tensors
    if (tensors.length === 1 && only) return tf.readFloats(only)
    const attributes = [intAttribute('N', tensors.length), typeAttribute('T', 'float32')]
    const whole = tf.run('ConcatV2', [...tensors, tf.intConstant(0)], attributes)
    const values = tf.readFloats(whole)
    tf.release(whole)
    return values
  }
}
