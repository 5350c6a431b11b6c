import type { Optimiser as OptimiserRecipe } from '../../shared/recipe.ts'
import { boolAttribute, type Attribute } from '../attributes.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Variable } from '../variable.ts'
import type { UpdateRule } from './kernelUpdate.ts'

export type MomentumRecipe = Extract<OptimiserRecipe, { momentum: number }>

/**
 * Gradient descent with momentum as PyTorch's `torch.optim.SGD` computes it (Sutskever et al. 2013):
 *
 *     b = momentum b + g          w = w - rate * b, or with Nesterov's form w - rate * (g + momentum b)
 */
export class Momentum implements UpdateRule {
  readonly slots = ['momentum']
  readonly #tf: TensorFlow
  readonly #recipe: MomentumRecipe
  readonly #attributes: readonly Attribute[]

  constructor(tf: TensorFlow, recipe: MomentumRecipe) {
    this.#tf = tf
    this.#recipe = recipe
    this.#attributes = [boolAttribute('use_nesterov', recipe.nesterov)]
  }

  scalars(rate: number): Tensor[] {
    return [this.#tf.scalar(rate)]
  }

  apply(variable: Variable, slots: readonly Tensor[], gradient: Tensor, scalars: readonly Tensor[]): void {
    const tf = this.#tf
    const inputs = [variable.handle, ...slots, ...scalars, gradient, tf.constant(this.#recipe.momentum)]
    tf.runMany('ResourceApplyMomentum', inputs, 0, this.#attributes)
  }
}
