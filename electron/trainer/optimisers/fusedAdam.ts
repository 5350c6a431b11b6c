import { intAttribute } from '../attributes.ts'
import type { ParameterStore } from '../parameterStore.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import { adamSlots, type AdamRecipe } from './adam.ts'
import type { Decay } from './kernelUpdate.ts'
import { momentOf, type Update } from './update.ts'

/**
 * Adam and AdamW over all variables in one kernel call, weight decay included (see `native/adam_op.cpp`), by the formula of
 * {@link Adam}. The kernel changes values and moments in place: what is read from a variable shares its memory.
 */
export class FusedAdam implements Update {
  readonly #tf: TensorFlow
  readonly #store: ParameterStore
  readonly #recipe: AdamRecipe
  readonly #decay: Decay
  /** First and second moments of all values, end to end in the order of the variables. */
  #moments: readonly Tensor[]

  constructor(tf: TensorFlow, store: ParameterStore, recipe: AdamRecipe, decay: Decay) {
    this.#tf = tf
    this.#store = store
    this.#recipe = recipe
    this.#decay = decay
    this.#moments = adamSlots.map(() => tf.floats(new Float32Array(store.size)))
  }

  apply(gradients: readonly (Tensor | null)[], rate: number, step: number): void {
    const tf = this.#tf
    const numbers = tf.floats(this.#numbers(rate, step))
    const values = this.#store.variables.map((variable) => variable.wholeValue())
    const slopes = gradients.map((gradient) => gradient ?? tf.zerosConstant([0]))
    const inputs = [numbers, ...this.#moments, ...values, ...slopes]
    tf.runMany('BeatbenchAdam', inputs, 0, [intAttribute('N', values.length)])
    tf.release(numbers, ...gradients.map((gradient) => gradient ?? undefined))
  }

  snapshot(): Map<string, Float32Array> {
    const moments = this.#moments.map((tensor) => this.#tf.readFloats(tensor))
    return new Map(
      this.#places().map(({ name, slot, from, to }) => [name, moments[slot]?.slice(from, to) ?? new Float32Array()]),
    )
  }

  restore(moments: ReadonlyMap<string, Float32Array>): void {
    const whole = adamSlots.map(() => new Float32Array(this.#store.size))
    for (const { name, slot, from, to } of this.#places()) whole[slot]?.set(momentOf(moments, name, to - from), from)
    this.#tf.release(...this.#moments)
    this.#moments = whole.map((values) => this.#tf.floats(values))
  }

  /** Where the moment of each parameter lies. */
  #places(): { name: string; slot: number; from: number; to: number }[] {
    return adamSlots.flatMap((slotName, slot) => {
      let at = 0
      return this.#store.variables
        .flatMap(({ parameters }) => parameters)
        .map(({ name, initial }) => ({ name: `${slotName}.${name}`, slot, from: at, to: (at += initial.length) }))
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
