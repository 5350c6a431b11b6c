import { classCount } from '../shared/beatClass.ts'

/** What the loss is made from besides logits and labels. */
export interface LossPlan {
  /** Null where every class counts alike. */
  classWeights: readonly number[] | null
  /** 0 is cross-entropy. */
  focalGamma: number
  labelSmoothing: number
}

/** The loss of a batch is `lossSum / weightSum`; `gradient` [batch, classes] is its gradient at the logits. */
export interface BatchLoss {
  lossSum: number
  weightSum: number
  gradient: Float32Array
}

/** Shares of the classes in each beat's loss, [beats, classes] by rows, and what a mean of losses divides by. */
interface LossShares {
  shares: Float64Array
  weightSum: number
}

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
function sharesOf(
  targets: Float32Array,
  { classWeights, labelSmoothing }: Pick<LossPlan, 'classWeights' | 'labelSmoothing'>,
): LossShares {
  const shares = new Float64Array(targets.length)
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

/**
 * Loss and gradient of logits and label shares, [batch, classes] each, in double precision. A batch is so small that a call of
 * one kernel would take longer.
 *
 * With q the shares, m = 1 - p and a_k = q_k (gamma m_k^(gamma - 1) p_k log p_k - m_k^gamma), the gradient of a beat's loss is
 * a_j - p_j sum_k a_k; for gamma = 0 that is cross-entropy's p_j sum_k q_k - q_j.
 */
export function batchLoss(logits: Float32Array, targets: Float32Array, plan: LossPlan): BatchLoss {
  const { shares, weightSum } = sharesOf(targets, plan)
  // A batch that holds only classes of weight zero teaches nothing; PyTorch would divide zero by zero.
  const scale = weightSum === 0 ? 0 : 1 / weightSum
  const gradient = new Float32Array(logits.length)
  const slopes = new Float64Array(classCount)
  const chances = new Float64Array(classCount)
  let lossSum = 0
  for (let at = 0; at < logits.length; at += classCount) {
    const logSum = logSumExp(logits, at)
    let total = 0
    for (let k = 0; k < classCount; k++) {
      const share = shares[at + k] ?? 0
      const logP = (logits[at + k] ?? 0) - logSum
      const p = Math.exp(logP)
      const { focus, slope } = focusOf(p, logP, plan.focalGamma)
      // What has no share is left out: its log p may be minus infinity.
      if (share !== 0) lossSum -= share * focus * logP
      const a = share === 0 ? 0 : share * (slope - focus)
      slopes[k] = a
      chances[k] = p
      total += a
    }
    for (let k = 0; k < classCount; k++) gradient[at + k] = ((slopes[k] ?? 0) - (chances[k] ?? 0) * total) * scale
  }
  return { lossSum, weightSum, gradient }
}

/** The mean loss of beats with labels; 0 where all are of classes of weight zero. `logits` [beats, classes]. */
export function meanLoss(logits: Float32Array, labels: ArrayLike<number>, plan: LossPlan): number {
  const { lossSum, weightSum } = batchLoss(logits, targetsOf(labels), plan)
  return weightSum === 0 ? 0 : lossSum / weightSum
}

/** m^gamma and gamma m^(gamma - 1) p log p: 1 and 0 for cross-entropy. */
function focusOf(p: number, logP: number, gamma: number): { focus: number; slope: number } {
  if (gamma === 0) return { focus: 1, slope: 0 }
  const rest = Math.max(leastRest, 1 - p)
  return { focus: rest ** gamma, slope: p === 0 ? 0 : gamma * rest ** (gamma - 1) * p * logP }
}

function logSumExp(logits: Float32Array, at: number): number {
  let top = -Infinity
  for (let k = 0; k < classCount; k++) top = Math.max(top, logits[at + k] ?? 0)
  let sum = 0
  for (let k = 0; k < classCount; k++) sum += Math.exp((logits[at + k] ?? 0) - top)
  return top + Math.log(sum)
}
