import type { Optimiser } from '../shared/recipe.ts'
import type { ParameterStore } from './parameterStore.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'
import type { Variable } from './variable.ts'

interface Slot {
  variable: Variable
  firstMoment: Tensor
  secondMoment: Tensor
}

/**
 * Adam as PyTorch's `torch.optim.Adam` computes it (Kingma and Ba 2015, coupled L2), by TensorFlow's in-place kernel:
 *
 *     g = gradient + weightDecay * w
 *     m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
 *     w = w - learningRate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 */
export class Adam {
  /** Updates made so far. */
  steps = 0
  readonly #tf: TensorFlow
  readonly #store: ParameterStore
  readonly #recipe: Optimiser
  readonly #slots: readonly Slot[]

  constructor(tf: TensorFlow, store: ParameterStore, recipe: Optimiser) {
    this.#tf = tf
    this.#store = store
    this.#recipe = recipe
    this.#slots = store.variables.map((variable) => ({
      variable,
      firstMoment: variable.createZeros(),
      secondMoment: variable.createZeros(),
    }))
  }

  /** Updates every parameter from its gradient, takes the gradients and releases the store's values. */
  step(): void {
    this.steps += 1
    const tf = this.#tf
    const gradients = this.#slots.map(({ variable }) => this.#decayedGradient(variable))
    this.#store.release()
    const { rate, epsilon } = kernelScalars(this.#recipe, this.steps)
    const rateTensor = tf.scalar(rate)
    const epsilonTensor = tf.scalar(epsilon)
    const beta1 = tf.constant(this.#recipe.beta1)
    const beta2 = tf.constant(this.#recipe.beta2)
    const noPower = tf.constant(0)
    this.#slots.forEach(({ variable, firstMoment, secondMoment }, index) => {
      const gradient = gradients[index]
      if (!gradient) return
      const moments = [variable.handle, firstMoment, secondMoment, noPower, noPower]
      tf.runMany('ResourceApplyAdam', [...moments, rateTensor, beta1, beta2, epsilonTensor, gradient], 0)
      tf.release(gradient)
    })
    tf.release(rateTensor, epsilonTensor)
  }

  #decayedGradient(variable: Variable): Tensor {
    const tf = this.#tf
    const gradient = variable.takeGradient()
    if (gradient && this.#recipe.weightDecay === 0) return gradient
    const whole = variable.readWhole()
    const decay = tf.run('Mul', [whole, tf.constant(this.#recipe.weightDecay)])
    tf.release(whole)
    if (!gradient) return decay
    const sum = tf.run('AddV2', [gradient, decay])
    tf.release(gradient, decay)
    return sum
  }
}

/**
 * The kernel computes `w -= rate' * m / (sqrt(v) + epsilon')` with `rate' = rate * sqrt(1 - beta2Power) / (1 -
 * beta1Power)`: epsilon comes before the bias correction, PyTorch's after it. With both powers given as zero, the
 * corrections are put into rate and epsilon here, in double precision. So is the error of `1 - beta` in float32 (for
 * beta2 = 0.999 it is 5e-5), by which the kernel's moments are too large.
 */
export function kernelScalars(recipe: Optimiser, step: number): { rate: number; epsilon: number } {
  const { beta1, beta2 } = recipe
  const excess1 = Math.fround(1 - Math.fround(beta1)) / (1 - beta1)
  const excess2 = Math.fround(1 - Math.fround(beta2)) / (1 - beta2)
  const rootCorrection = Math.sqrt((1 - beta2 ** step) * excess2)
  return {
    rate: (recipe.learningRate * rootCorrection) / ((1 - beta1 ** step) * excess1),
    epsilon: recipe.epsilon * rootCorrection,
  }
}
