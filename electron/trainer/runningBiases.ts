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

/** The absent biases that one variable holds. */
interface BiasSums {
  variable: Variable
  absent: readonly AbsentBias[]
  /** sum_i (1 - momentum)^(t - i) b_i over the steps so far, of all that the variable holds. */
  sum: Tensor
  unused: Tensor
}

/**
 * What absent biases would have brought to the running means of batch norms. A running mean is an average with weights
 * that fall by 1 - momentum a step, so that the biases' share can be kept apart, for all norms in one kernel call a step,
 * and be added when the statistics are next used.
 */
export class RunningBiases {
  readonly #tf: TensorFlow
  readonly #sums: readonly BiasSums[]
  #isSettled = true

  constructor(tf: TensorFlow, store: ParameterStore, absent: readonly AbsentBias[]) {
    this.#tf = tf
    this.#sums = store.variables.flatMap((variable) => {
      const inside = absent.filter(({ bias }) => variable.parameters.includes(bias))
      if (inside.length === 0) return []
      return [{ variable, absent: inside, sum: variable.createZeros(), unused: variable.createZeros() }]
    })
  }

  /** Takes the biases of this step in, between the store's `read` and `release`. */
  update(): void {
    const tf = this.#tf
    for (const { variable, sum, unused } of this.#sums) {
      // ResourceApplyMomentum computes sum = (1 - momentum) * sum + values; with a rate of zero it moves nothing else.
      const inputs = [unused, sum, tf.constant(0), variable.wholeValue(), tf.constant(1 - momentum)]
      tf.runMany('ResourceApplyMomentum', inputs, 0, plain)
      this.#isSettled = false
    }
  }

  /** Adds what has gathered to the running means. Call it before statistics are used or copied out. */
  settle(): void {
    if (this.#isSettled) return
    for (const { variable, absent, sum } of this.#sums) {
      const sums = variable.snapshot(sum)
      for (const { norm, bias } of absent) {
        const values = sums[variable.parameters.indexOf(bias)]
        const { mean, variance } = norm.readStatistics()
        norm.writeStatistics({ mean: mean.map((value, i) => value + momentum * (values?.[i] ?? 0)), variance })
      }
      variable.write(
        sums.map((values) => values.fill(0)),
        sum,
      )
    }
    this.#isSettled = true
  }

  /** Frees the sums for good. */
  destroy(): void {
    for (const handle of this.#sums.flatMap(({ sum, unused }) => [sum, unused])) {
      this.#tf.runMany('DestroyResourceOp', [handle], 0)
      this.#tf.release(handle)
    }
  }
}
