import type { Clipping, Optimiser as OptimiserRecipe } from '../../shared/recipe.ts'
import type { ParameterStore } from '../parameterStore.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Variable } from '../variable.ts'
import { Adam } from './adam.ts'
import { clipGradients } from './clipGradients.ts'
import { Momentum } from './momentum.ts'

/** How one variable is moved along its gradient, in place. */
export interface UpdateRule {
  /** Names of what it keeps of each variable (moments), by which checkpoints know it. */
  readonly slots: readonly string[]
  /** Numbers that all variables share in this step, which counts from 1; released by the caller. */
  scalars(rate: number, step: number): Tensor[]
  /** Moves `variable`; `slots` are resource handles of its shape in the order of the names. */
  apply(variable: Variable, slots: readonly Tensor[], gradient: Tensor, scalars: readonly Tensor[]): void
}

/** Moments of an optimiser by `slot.parameter`, and how many updates they have seen. */
export interface OptimiserState {
  steps: number
  moments: Map<string, Float32Array>
}

/** Updates all parameters of a network after each backward pass: clipping, weight decay, then the rule. */
export class Optimiser {
  /** Updates made so far. */
  #steps = 0
  readonly #tf: TensorFlow
  readonly #store: ParameterStore
  readonly #rule: UpdateRule
  readonly #slots: readonly (readonly Tensor[])[]
  readonly #decay: { rate: number; isDecoupled: boolean }
  readonly #clipping: Clipping | null

  constructor(tf: TensorFlow, store: ParameterStore, recipe: OptimiserRecipe, clipping: Clipping | null = null) {
    this.#tf = tf
    this.#store = store
    this.#rule = 'beta1' in recipe ? new Adam(tf, recipe) : new Momentum(tf, recipe)
    this.#slots = store.variables.map((variable) => this.#rule.slots.map(() => variable.createZeros()))
    this.#decay = { rate: recipe.weightDecay, isDecoupled: recipe.name === 'adamw' || recipe.name === 'sgdw' }
    this.#clipping = clipping
  }

  /** Updates every parameter from its gradient, takes the gradients and releases the store's values. */
  step(rate: number): void {
    this.#steps += 1
    const { variables } = this.#store
    const raw = variables.map((variable) => variable.takeGradient())
    const clipped = this.#clipping ? clipGradients(this.#tf, raw, this.#clipping) : raw
    const factor =
      this.#decay.rate === 0 ? null : this.#tf.scalar(this.#decay.rate * (this.#decay.isDecoupled ? rate : 1))
    const decays = variables.map((variable) => factor && this.#tf.run('Mul', [variable.wholeValue(), factor]))
    // An update is in place only when nobody else holds the values.
    this.#store.release()
    const scalars = this.#rule.scalars(rate, this.#steps)
    variables.forEach((variable, index) => {
      const gradient = this.#applyDecay(variable, clipped[index] ?? null, decays[index] ?? null)
      if (gradient) this.#rule.apply(variable, this.#slots[index] ?? [], gradient, scalars)
      this.#tf.release(gradient ?? undefined)
    })
    this.#tf.release(factor ?? undefined, ...scalars)
  }

  /** Copies the moments out. */
  snapshot(): OptimiserState {
    const moments = new Map<string, Float32Array>()
    this.#eachSlot((slot, variable, handle) =>
      variable.snapshot(handle).forEach((values, index) => {
        moments.set(`${slot}.${variable.parameters[index]?.name}`, values)
      }),
    )
    return { steps: this.#steps, moments }
  }

  /** Goes on where {@link snapshot} was made. @throws RangeError where a moment is missing or of another length. */
  restore({ steps, moments }: OptimiserState): void {
    this.#steps = steps
    this.#eachSlot((slot, variable, handle) =>
      variable.write(
        variable.parameters.map(({ name }) => {
          const values = moments.get(`${slot}.${name}`)
          if (!values) throw new RangeError(`There is no ${slot} of ${name}.`)
          return values
        }),
        handle,
      ),
    )
  }

  #eachSlot(visit: (slot: string, variable: Variable, handle: Tensor) => void): void {
    this.#store.variables.forEach((variable, index) =>
      this.#rule.slots.forEach((slot, position) => {
        const handle = this.#slots[index]?.[position]
        if (handle) visit(slot, variable, handle)
      }),
    )
  }

  /** Coupled decay (decay * w) joins the gradient, decoupled (rate * decay * w) is taken off the weights. Owns both. */
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
