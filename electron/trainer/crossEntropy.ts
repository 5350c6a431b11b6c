import type { Tensor, TensorFlow } from './tensorflow.ts'

/** The loss of a batch is `lossSum / weightSum`; `gradient` is its gradient at the logits. */
export interface BatchLoss {
  lossSum: number
  weightSum: number
  gradient: Tensor
}

/**
 * Softmax and cross-entropy of logits [batch, classes] and their labels. With weights of the classes the mean is
 * sum(weight[label] * loss) / sum(weight[label]), as PyTorch's CrossEntropyLoss(weight). Releases the logits.
 *
 * The losses are summed here and not by kernels: kernels run to their end anyway, reading 64 numbers costs less than
 * one more call, and the sum is in double precision.
 */
export class CrossEntropy {
  readonly #tf: TensorFlow
  readonly #classWeights: readonly number[] | null

  constructor(tf: TensorFlow, classWeights: readonly number[] | null) {
    this.#tf = tf
    this.#classWeights = classWeights
  }

  run(logits: Tensor, labels: Int32Array): BatchLoss {
    const tf = this.#tf
    const labelTensor = tf.ints(labels)
    const [losses, slopes] = tf.runMany('SparseSoftmaxCrossEntropyWithLogits', [logits, labelTensor], 2)
    if (!losses || !slopes) throw new Error('SparseSoftmaxCrossEntropyWithLogits gave too few outputs.')
    const values = tf.readFloats(losses)
    tf.release(logits, labelTensor, losses)
    const result = this.#classWeights
      ? this.#weigh(values, slopes, labels, this.#classWeights)
      : this.#average(values, slopes)
    tf.release(slopes)
    return result
  }

  #average(losses: Float32Array, slopes: Tensor): BatchLoss {
    const weightSum = losses.length
    const gradient = this.#tf.run('Mul', [slopes, this.#tf.constant(1 / weightSum)])
    return { lossSum: losses.reduce((sum, loss) => sum + loss, 0), weightSum, gradient }
  }

  #weigh(losses: Float32Array, slopes: Tensor, labels: Int32Array, classWeights: readonly number[]): BatchLoss {
    const weights = Float64Array.from(labels, (label) => classWeights[label] ?? Number.NaN)
    const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
    const lossSum = losses.reduce((sum, loss, beat) => sum + loss * (weights[beat] ?? 0), 0)
    // A batch that holds only classes of weight zero teaches nothing; PyTorch would divide zero by zero.
    const shares = Float32Array.from(weights, (weight) => (weightSum === 0 ? 0 : weight / weightSum))
    const column = this.#tf.floats(shares, [shares.length, 1])
    const gradient = this.#tf.run('Mul', [slopes, column])
    this.#tf.release(column)
    return { lossSum, weightSum, gradient }
  }
}

/** scikit-learn's "balanced" weights: beats / (classes * beats of the class); 0 for a class without beats. */
export function balancedWeights(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => (count === 0 ? 0 : total / (counts.length * count)))
}
