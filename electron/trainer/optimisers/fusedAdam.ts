import { intAttribute } from '../attributes.ts'
import type { ParameterStore } from '../parameterStore.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { adamSlots, type AdamRecipe } from './adam.ts'
import type { Decay } from './kernelUpdate.ts'
import { momentOf, type Update } from './update.ts'

/**
 * Adam and AdamW over all variables in one kernel call, weight decay included (see `native/adam_op.cpp`), by the formula of
 * {@link Adam}. The kernel changes values and moments in place: what is read from a variable shares its memory, and so do the
 * uploaded moments with the arrays here.
 */
export class FusedAdam implements Update {
  readonly #tf: TensorFlow
  readonly #store: ParameterStore
  readonly #recipe: AdamRecipe
  readonly #decay: Decay
  /** First and second moments of all values, in the order of the variables. */
  readonly #moments: readonly Float32Array[]
  readonly #tensors: readonly Tensor[]

  constructor(tf: TensorFlow, store: ParameterStore, recipe: AdamRecipe, decay: Decay) {
    this.#tf = tf
    this.#store = store
    this.#recipe = recipe
    this.#decay = decay
    this.#moments = adamSlots.map(() => new Float32Array(store.size))
    this.#tensors = this.#moments.map((values) => tf.floats(values))
  }

  apply(gradients: readonly (Tensor | null)[], rate: number, step: number): void {
    const tf = this.#tf
    const numbers = tf.floats(this.#numbers(rate, step))
    const values = this.#store.variables.map((variable) => variable.wholeValue())
    const slopes = gradients.map((gradient) => gradient ?? tf.zerosConstant([0]))
    const inputs = [numbers, ...this.#tensors, ...values, ...slopes]
    tf.runMany('BeatbenchAdam', inputs, 0, [intAttribute('N', values.length)])
    tf.release(numbers, ...gradients.map((gradient) => gradient ?? undefined))
  }

  snapshot(): Map<string, Float32Array> {
    const moments = new Map<string, Float32Array>()
    this.#eachMoment((name, values) => moments.set(name, values.slice()))
    return moments
  }

  restore(moments: ReadonlyMap<string, Float32Array>): void {
    this.#eachMoment((name, values) => values.set(momentOf(moments, name, values.length)))
  }

  #eachMoment(visit: (name: string, values: Float32Array) => void): void {
    adamSlots.forEach((slot, index) => {
      let at = 0
      for (const { name, initial } of this.#store.variables.flatMap(({ parameters }) => parameters)) {
        visit(`${slot}.${name}`, this.#moments[index]?.subarray(at, at + initial.length) ?? new Float32Array())
        at += initial.length
      }
    })
  }

  /** `AdamStep` of `native/kernels.h`, in its order; bias corrections and 1 - beta in double precision. */
  #numbers(rate: number, step: number): Float32Array {
    const { beta1, beta2, epsilon } = this.#recipe
    const rootCorrection = Math.sqrt(1 - beta2 ** step)
    return Float32Array.of(
      (rate * rootCorrection) / (1 - beta1 ** step),
      epsilon * rootCorrection,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      ...(this.#decay.isDecoupled ? [0, rate * this.#decay.rate] : [this.#decay.rate, 0]),
    )
  }
}
