import type { ParameterStore } from '../parameterStore.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Variable } from '../variable.ts'
import { momentOf, type Update } from './update.ts'

/** How one variable is moved along its gradient, in place, by a kernel of TensorFlow. */
export interface UpdateRule {
  /** Names of what it keeps of each variable (moments), by which checkpoints know it. */
  readonly slots: readonly string[]
  /** Numbers that all variables share in this step, which counts from 1; released by the caller. */
  scalars(rate: number, step: number): Tensor[]
  /** Moves `variable`; `slots` are resource handles of its shape in the order of the names. */
  apply(variable: Variable, slots: readonly Tensor[], gradient: Tensor, scalars: readonly Tensor[]): void
}

/** Coupled decay (decay * w) joins the gradient, decoupled (rate * decay * w) is taken off the weights. */
export interface Decay {
  rate: number
  isDecoupled: boolean
}

/** Weight decay, then a rule, for one variable after the other, by TensorFlow's stock kernels. */
export class KernelUpdate implements Update {
  readonly #tf: TensorFlow
  readonly #store: ParameterStore
  readonly #rule: UpdateRule
  readonly #decay: Decay
  readonly #slots: readonly (readonly Tensor[])[]

  constructor(tf: TensorFlow, store: ParameterStore, rule: UpdateRule, decay: Decay) {
    this.#tf = tf
    this.#store = store
    this.#rule = rule
    this.#decay = decay
    this.#slots = store.variables.map((variable) => rule.slots.map(() => variable.createZeros()))
  }

  apply(gradients: readonly (Tensor | null)[], rate: number, step: number): void {
    const tf = this.#tf
    const { variables } = this.#store
    const factor = this.#decay.rate === 0 ? null : tf.scalar(this.#decay.rate * (this.#decay.isDecoupled ? rate : 1))
    const decays = variables.map((variable) => factor && tf.run('Mul', [variable.wholeValue(), factor]))
    // An update is in place only when nobody else holds the values.
    this.#store.release()
    const scalars = this.#rule.scalars(rate, step)
    variables.forEach((variable, index) => {
      const gradient = this.#applyDecay(variable, gradients[index] ?? null, decays[index] ?? null)
      if (gradient) this.#rule.apply(variable, this.#slots[index] ?? [], gradient, scalars)
      tf.release(gradient ?? undefined)
    })
    tf.release(factor ?? undefined, ...scalars)
  }

  snapshot(): Map<string, Float32Array> {
    const moments = new Map<string, Float32Array>()
    this.#eachSlot((slot, variable, handle) =>
      variable.snapshot(handle).forEach((values, index) => {
        moments.set(`${slot}.${variable.parameters[index]?.name}`, values)
      }),
    )
    return moments
  }

  restore(moments: ReadonlyMap<string, Float32Array>): void {
    this.#eachSlot((slot, variable, handle) => {
      const values = variable.parameters.map(({ name, initial }) =>
        momentOf(moments, `${slot}.${name}`, initial.length),
      )
      variable.write(values, handle)
    })
  }

  #eachSlot(visit: (slot: string, variable: Variable, handle: Tensor) => void): void {
    this.#store.variables.forEach((variable, index) =>
      this.#rule.slots.forEach((slot, position) => {
        const handle = this.#slots[index]?.[position]
        if (handle) visit(slot, variable, handle)
      }),
    )
  }

  /** Owns both. */
  #applyDecay(variable: Variable, gradient: Tensor | null, decay: Tensor | null): Tensor | null {
    if (!decay) return gradient
    if (this.#decay.isDecoupled) {
      variable.subtract(decay)
      this.#tf.release(decay)
      return gradient
    }
    if (!gradient) return decay
    const sum = this.#tf.run('AddV2', [gradient, decay])
    this.#tf.release(gradient, decay)
    return sum
  }
}
