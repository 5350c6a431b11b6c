import { boolAttribute } from './attributes.ts'
import { momentum, type BatchNorm } from './layers/batchNorm.ts'
import type { Parameter } from './parameter.ts'
import type { ParameterStore } from './parameterStore.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'
import type { Variable } from './variable.ts'

const plain = [boolAttribute('use_nesterov', false)]

/** A batch norm and the bias that the convolution before it does not add in training. */
export interface AbsentBias {
  norm: BatchNorm
  bias: Parameter
}

/**
 * What absent biases would have brought to the running means of batch norms. A running mean is an average with weights
 * that fall by 1 - momentum a step, so that the biases' share can be kept apart, for all norms in one kernel call a step,
 * and be added when the statistics are next used.
 */
export class RunningBiases {
  readonly #tf: TensorFlow
  readonly #absent: readonly AbsentBias[]
  readonly #variable: Variable | null
  /** sum_i (1 - momentum)^(t - i) b_i over the steps so far, of all that the variable holds. */
  readonly #sum: Tensor | null
  readonly #unused: Tensor | null
  #isSettled = true

  constructor(tf: TensorFlow, store: ParameterStore, absent: readonly AbsentBias[]) {
    this.#tf = tf
    this.#absent = absent
    const bias = absent[0]?.bias
    this.#variable = store.variables.find(({ parameters }) => bias && parameters.includes(bias)) ?? null
    this.#sum = this.#variable?.createZeros() ?? null
    this.#unused = this.#variable?.createZeros() ?? null
  }

  /** Takes the biases of this step in, between the store's `read` and `release`. */
  update(): void {
    if (!this.#variable || !this.#sum || !this.#unused) return
    const tf = this.#tf
    // ResourceApplyMomentum computes sum = (1 - momentum) * sum + values; with a rate of zero it moves nothing else.
    const inputs = [this.#unused, this.#sum, tf.constant(0), this.#variable.wholeValue(), tf.constant(1 - momentum)]
    tf.runMany('ResourceApplyMomentum', inputs, 0, plain)
    this.#isSettled = false
  }

  /** Adds what has gathered to the running means. Call it before statistics are used or copied out. */
  settle(): void {
    if (this.#isSettled || !this.#variable || !this.#sum) return
    const sums = this.#variable.snapshot(this.#sum)
    for (const { norm, bias } of this.#absent) {
      const sum = sums[this.#variable.parameters.indexOf(bias)]
      const { mean, variance } = norm.readStatistics()
      norm.writeStatistics({ mean: mean.map((value, i) => value + momentum * (sum?.[i] ?? 0)), variance })
    }
    this.#variable.write(
      sums.map((sum) => sum.fill(0)),
      this.#sum,
    )
    this.#isSettled = true
  }

  /** Frees the sums for good. */
  destroy(): void {
    for (const handle of [this.#sum, this.#unused]) {
      if (!handle) continue
      this.#tf.runMany('DestroyResourceOp', [handle], 0)
      this.#tf.release(handle)
    }
  }
}
