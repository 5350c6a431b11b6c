import type { Optimiser as OptimiserRecipe } from '../../shared/recipe.ts'
import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Variable } from '../variable.ts'
import type { UpdateRule } from './kernelUpdate.ts'

/** What Adam keeps of each value. */
export const adamSlots = ['first_moment', 'second_moment']

export type AdamRecipe = Extract<OptimiserRecipe, { beta1: number }>

/**
 * Adam as PyTorch's `torch.optim.Adam` computes it (Kingma and Ba 2015), by TensorFlow's in-place kernel:
 *
 *     m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
 *     w = w - rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 */
export class Adam implements UpdateRule {
  readonly slots = adamSlots
  readonly #tf: TensorFlow
  readonly #recipe: AdamRecipe

  constructor(tf: TensorFlow, recipe: AdamRecipe) {
    this.#tf = tf
    this.#recipe = recipe
  }

  scalars(rate: number, step: number): Tensor[] {
    const scalars = kernelScalars(this.#recipe, rate, step)
    return [this.#tf.scalar(scalars.rate), this.#tf.scalar(scalars.epsilon)]
  }

  apply(variable: Variable, slots: readonly Tensor[], gradient: Tensor, scalars: readonly Tensor[]): void {
    const tf = this.#tf
    const [rate, epsilon] = scalars as [Tensor, Tensor]
    const noPower = tf.constant(0)
    const betas = [tf.constant(this.#recipe.beta1), tf.constant(this.#recipe.beta2)]
    const inputs = [variable.handle, ...slots, noPower, noPower, rate, ...betas, epsilon, gradient]
    tf.runMany('ResourceApplyAdam', inputs, 0)
  }
}

/**
 * The kernel computes `w -= rate' * m / (sqrt(v) + epsilon')` with `rate' = rate * sqrt(1 - beta2Power) / (1 -
 * beta1Power)`: epsilon comes before the bias correction, PyTorch's after it. With both powers given as zero, the
 * corrections are put into rate and epsilon here, in double precision. So is the error of `1 - beta` in float32 (for
 * beta2 = 0.999 it is 5e-5), by which the kernel's moments are too large.
 */
export function kernelScalars(
  { beta1, beta2, epsilon }: Pick<AdamRecipe, 'beta1' | 'beta2' | 'epsilon'>,
  rate: number,
  step: number,
): { rate: number; epsilon: number } {
  const excess1 = Math.fround(1 - Math.fround(beta1)) / (1 - beta1)
  const excess2 = Math.fround(1 - Math.fround(beta2)) / (1 - beta2)
  const rootCorrection = Math.sqrt((1 - beta2 ** step) * excess2)
  return {
    rate: (rate * rootCorrection) / ((1 - beta1 ** step) * excess1),
    epsilon: epsilon * rootCorrection,
  }
}
