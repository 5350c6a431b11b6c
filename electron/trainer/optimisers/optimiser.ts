import type { Clipping, Optimiser as OptimiserRecipe } from '../../shared/recipe.ts'
import type { ParameterStore } from '../parameterStore.ts'
import type { TensorFlow } from '../tensorflow.ts'
import { Adam } from './adam.ts'
import { clipGradients } from './clipGradients.ts'
import { FusedAdam } from './fusedAdam.ts'
import { KernelUpdate } from './kernelUpdate.ts'
import { Momentum } from './momentum.ts'
import type { Update } from './update.ts'

/** Moments of an optimiser by `slot.parameter`, and how many updates they have seen. */
export interface OptimiserState {
  steps: number
  moments: Map<string, Float32Array>
}

/** Updates all parameters of a network after each backward pass: clipping, weight decay, then the recipe's rule. */
export class Optimiser {
  /** Updates made so far. */
  #steps = 0
  readonly #tf: TensorFlow
  readonly #store: ParameterStore
  readonly #update: Update
  readonly #clipping: Clipping | null

  constructor(tf: TensorFlow, store: ParameterStore, recipe: OptimiserRecipe, clipping: Clipping | null = null) {
    this.#tf = tf
    this.#store = store
    this.#update = createUpdate(tf, store, recipe)
    this.#clipping = clipping
  }

  /** Updates every parameter, while the store is read, from its gradient, and takes the gradients. */
  step(rate: number): void {
    this.#steps += 1
    const raw = this.#store.variables.map((variable) => variable.takeGradient())
    const clipped = this.#clipping ? clipGradients(this.#tf, raw, this.#clipping) : raw
    this.#update.apply(clipped, rate, this.#steps)
  }

  /** Copies the moments out. */
  snapshot(): OptimiserState {
    return { steps: this.#steps, moments: this.#update.snapshot() }
  }

  /** Goes on where {@link snapshot} was made. @throws RangeError where a moment is missing or of another length. */
  restore({ steps, moments }: OptimiserState): void {
    this.#steps = steps
    this.#update.restore(moments)
  }
}

function createUpdate(tf: TensorFlow, store: ParameterStore, recipe: OptimiserRecipe): Update {
  const decay = { rate: recipe.weightDecay, isDecoupled: recipe.name === 'adamw' || recipe.name === 'sgdw' }
  if (!('beta1' in recipe)) return new KernelUpdate(tf, store, new Momentum(tf, recipe), decay)
  if (tf.kernels.kind === 'fused') return new FusedAdam(tf, store, recipe, decay)
  return new KernelUpdate(tf, store, new Adam(tf, recipe), decay)
}
