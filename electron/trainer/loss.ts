import { classCount } from '../shared/beatClass.ts'
import { boolAttribute } from './attributes.ts'
import type { Tensor, TensorFlow } from './tensorflow.ts'

/** What the loss is made from besides logits and labels. */
export interface LossPlan {
  /** Null where every class counts alike. */
  classWeights: readonly number[] | null
  /** 0 is cross-entropy. */
  focalGamma: number
  labelSmoothing: number
}

/** The loss of a batch is the sum of `losses` [batch] divided by `weightSum`; `gradient` [batch, classes] is its gradient at the logits. */
export interface BatchLoss {
  losses: Tensor
  weightSum: number
  gradient: Tensor
}

/** Shares of the classes in each beat's loss, [beats, classes] by rows, and what a mean of losses divides by. */
export interface LossShares {
  shares: Float32Array
  weightSum: number
}

const keepDims = [boolAttribute('keep_dims', true)]
/** Below this, 1 - p is taken for it, so that no power of it is infinite. */
const leastRest = 1e-12

/**
 * The loss of one beat with label shares t (one at its class, but for CutMix) and class weights w:
 *
 *     sum_k w_k ((1 - s) t_k + s / K) (1 - p_k)^gamma (-log p_k)
 *
 * with softmax p, label smoothing s and focal gamma (Lin et al. 2017). A mean divides by the sum of w_k t_k, as PyTorch's
 * CrossEntropyLoss(weight, label_smoothing) does.
 */
export function sharesOf(
  targets: Float32Array,
  { classWeights, labelSmoothing }: Pick<LossPlan, 'classWeights' | 'labelSmoothing'>,
): LossShares {
  const shares = new Float32Array(targets.length)
  let weightSum = 0
  for (let i = 0; i < targets.length; i++) {
    const weight = classWeights?.[i % classCount] ?? 1
    const target = targets[i] ?? 0
    shares[i] = weight * ((1 - labelSmoothing) * target + labelSmoothing / classCount)
    weightSum += weight * target
  }
  return { shares, weightSum }
}

/** Label shares of beats that are wholly of one class: [beats, classes], one at the label. */
export function targetsOf(labels: ArrayLike<number>): Float32Array {
  const targets = new Float32Array(labels.length * classCount)
  for (let beat = 0; beat < labels.length; beat++) targets[beat * classCount + (labels[beat] ?? 0)] = 1
  return targets
}

/** Losses and gradients by TensorFlow's kernels. */
export class Loss {
  readonly plan: LossPlan
  readonly #tf: TensorFlow

  constructor(tf: TensorFlow, plan: LossPlan) {
    this.#tf = tf
    this.plan = plan
  }

  /** Of logits [batch, classes] and label shares of the same size. Releases the logits. */
  run(logits: Tensor, targets: Float32Array): BatchLoss {
    const { shares, weightSum } = sharesOf(targets, this.plan)
    // A batch that holds only classes of weight zero teaches nothing; PyTorch would divide zero by zero.
    const scale = weightSum === 0 ? 0 : 1 / weightSum
    const batch =
      this.plan.focalGamma === 0 ? this.#crossEntropy(logits, shares, scale) : this.#focal(logits, shares, scale)
    this.#tf.release(logits)
    return { ...batch, weightSum }
  }

  /** The kernel takes shares that add up to one: each row is divided by its sum, and its results multiplied by it. */
  #crossEntropy(logits: Tensor, shares: Float32Array, scale: number): Omit<BatchLoss, 'weightSum'> {
    const tf = this.#tf
    const sums = rowSums(shares)
    const isPlain = sums.every((sum) => sum === 1)
    const target = tf.floats(isPlain ? shares : divideRows(shares, sums), logits.shape)
    const [losses, slopes] = tf.runMany('SoftmaxCrossEntropyWithLogits', [logits, target], 2)
    if (!losses || !slopes) throw new Error('SoftmaxCrossEntropyWithLogits gave too few outputs.')
    tf.release(target)
    if (isPlain) {
      const gradient = tf.run('Mul', [slopes, tf.constant(scale)])
      tf.release(slopes)
      return { losses, gradient }
    }
    const weights = tf.floats(Float32Array.from(sums))
    const column = tf.floats(
      Float32Array.from(sums, (sum) => sum * scale),
      [sums.length, 1],
    )
    const weighted = tf.run('Mul', [losses, weights])
    const gradient = tf.run('Mul', [slopes, column])
    tf.release(losses, slopes, weights, column)
    return { losses: weighted, gradient }
  }

  /**
   * With q the shares and m = 1 - p: losses sum_k q_k m_k^gamma (-log p_k); gradient a_j - p_j sum_k a_k, where
   * a_k = q_k (gamma m_k^(gamma - 1) p_k log p_k - m_k^gamma).
   */
  #focal(logits: Tensor, shares: Float32Array, scale: number): Omit<BatchLoss, 'weightSum'> {
    const tf = this.#tf
    const gamma = tf.constant(this.plan.focalGamma)
    const q = tf.floats(shares, logits.shape)
    const logP = tf.run('LogSoftmax', [logits])
    const p = tf.run('Exp', [logP])
    const rest = tf.run('Sub', [tf.constant(1), p])
    const m = tf.run('Maximum', [rest, tf.constant(leastRest)])
    const power = tf.run('Pow', [m, gamma])
    const lowerPower = tf.run('Pow', [m, tf.constant(this.plan.focalGamma - 1)])

    const hard = tf.run('Mul', [power, logP])
    const negative = tf.run('Mul', [q, hard])
    const sum = tf.run('Sum', [negative, tf.intsConstant([1])])
    const losses = tf.run('Neg', [sum])

    const entropy = tf.run('Mul', [p, logP])
    const steep = tf.run('Mul', [lowerPower, entropy])
    const scaled = tf.run('Mul', [steep, gamma])
    const slope = tf.run('Sub', [scaled, power])
    const a = tf.run('Mul', [q, slope])
    const total = tf.run('Sum', [a, tf.intsConstant([1])], keepDims)
    const shared = tf.run('Mul', [p, total])
    const difference = tf.run('Sub', [a, shared])
    const factor = tf.scalar(scale)
    const gradient = tf.run('Mul', [difference, factor])
    tf.release(factor, q, logP, p, rest, m, power, lowerPower, hard, negative, sum)
    tf.release(entropy, steep, scaled, slope, a, total, shared, difference)
    return { losses, gradient }
  }
}

/**
 * The mean loss of beats with labels, in double precision and without kernels, for evaluation; the same as {@link Loss}
 * but for rounding. `logits` [beats, classes].
 */
export function meanLoss(logits: Float32Array, labels: ArrayLike<number>, plan: LossPlan): number {
  const { shares, weightSum } = sharesOf(targetsOf(labels), plan)
  let lossSum = 0
  for (let at = 0; at < logits.length; at += classCount) {
    const scores = logits.subarray(at, at + classCount)
    const top = scores.reduce((a, b) => Math.max(a, b), -Infinity)
    const logSum = top + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - top), 0))
    scores.forEach((score, k) => {
      const share = shares[at + k] ?? 0
      if (share === 0) return
      const logP = score - logSum
      const focus = plan.focalGamma === 0 ? 1 : Math.max(leastRest, 1 - Math.exp(logP)) ** plan.focalGamma
      lossSum -= share * focus * logP
    })
  }
  // Beats that are all of classes of weight zero have no loss, as a batch of them.
  return weightSum === 0 ? 0 : lossSum / weightSum
}

function rowSums(shares: Float32Array): number[] {
  const sums = new Array<number>(shares.length / classCount).fill(0)
  shares.forEach((share, i) => {
    const row = Math.floor(i / classCount)
    sums[row] = (sums[row] ?? 0) + share
  })
  return sums
}

/** Rows that add up to one; a row of zeros stays so. */
function divideRows(shares: Float32Array, sums: readonly number[]): Float32Array {
  return shares.map((share, i) => {
    const sum = sums[Math.floor(i / classCount)] ?? 0
    return sum === 0 ? 0 : share / sum
  })
}
