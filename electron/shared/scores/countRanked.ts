import { classCount } from '../beatClass.ts'

/** Beats whose probability is at least each distinct one, from the highest probability down: growing counts. */
export interface RankedCounts {
  /** Beats of the class, and of all others. */
  positives: number
  negatives: number
  truePositives: Uint32Array
  falsePositives: Uint32Array
}

/**
 * Ranks beats by their probability of one class. Equal probabilities are one threshold, as in scikit-learn's
 * `confusion_matrix_at_thresholds`, so that neither order nor sorting decides between ties.
 *
 * @param probabilities `[beats, 5]`, no NaN
 * @param label the class that is positive
 */
export function countRanked(probabilities: Float64Array, labels: Uint8Array, label: number): RankedCounts {
  const [positives, negatives] = splitByClass(probabilities, labels, label)
  const truePositives = new Uint32Array(labels.length)
  const falsePositives = new Uint32Array(labels.length)
  let p = positives.length
  let n = negatives.length
  let thresholds = 0
  while (p > 0 || n > 0) {
    const threshold = Math.max(positives[p - 1] ?? -Infinity, negatives[n - 1] ?? -Infinity)
    while (positives[p - 1] === threshold) p--
    while (negatives[n - 1] === threshold) n--
    truePositives[thresholds] = positives.length - p
    falsePositives[thresholds] = negatives.length - n
    thresholds++
  }
  return {
    positives: positives.length,
    negatives: negatives.length,
    truePositives: truePositives.subarray(0, thresholds),
    falsePositives: falsePositives.subarray(0, thresholds),
  }
}

/** The class's probabilities of its own beats and of all others, each from the lowest up. */
function splitByClass(probabilities: Float64Array, labels: Uint8Array, label: number): [Float64Array, Float64Array] {
  const positives = new Float64Array(labels.length)
  const negatives = new Float64Array(labels.length)
  let p = 0
  let n = 0
  for (let beat = 0; beat < labels.length; beat++) {
    const probability = probabilities[beat * classCount + label] ?? NaN
    if (labels[beat] === label) positives[p++] = probability
    else negatives[n++] = probability
  }
  return [positives.subarray(0, p).sort(), negatives.subarray(0, n).sort()]
}
