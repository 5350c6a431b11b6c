import { classCount } from '../beatClass.ts'

export interface ProbabilityLosses {
  /** Mean of -ln(probability of the beat's class). */
  negativeLogLikelihood: number
  /** Mean of the squared distance between probabilities and the one-hot label, 0..2. */
  brier: number
  /** Beats whose class had a probability below 2.2e-16, which was taken as that. */
  clipped: number
}

/**
 * Negative log-likelihood and Brier score, as scikit-learn's `log_loss` and `brier_score_loss` (of several classes, so not
 * halved) with all five labels given. Like `log_loss`, it takes no probability as nearer to 0 or 1 than 2^-52.
 *
 * @param probabilities `[beats, 5]`
 */
export function probabilityLosses(probabilities: Float64Array, labels: Uint8Array): ProbabilityLosses {
  let loss = 0
  let squares = 0
  let clipped = 0
  for (let beat = 0; beat < labels.length; beat++) {
    const own = probabilities[beat * classCount + (labels[beat] ?? 0)] ?? NaN
    if (own < Number.EPSILON) clipped++
    loss -= Math.log(Math.min(Math.max(own, Number.EPSILON), 1 - Number.EPSILON))
    for (let k = 0; k < classCount; k++) {
      const distance = (probabilities[beat * classCount + k] ?? NaN) - (labels[beat] === k ? 1 : 0)
      squares += distance * distance
    }
  }
  return { negativeLogLikelihood: loss / labels.length, brier: squares / labels.length, clipped }
}
