import { classCount } from '../beatClass.ts'

/**
 * Softmax of logits `[beats, 5]` in double precision, `[beats, 5]`: each row is shifted by its largest logit, so that nothing
 * overflows, and its powers are added up from the first class to the last, as `scipy.special.softmax` does.
 *
 * @throws RangeError for a logit that is not finite
 */
export function classProbabilities(logits: Float32Array): Float64Array {
  const probabilities = new Float64Array(logits.length)
  for (let offset = 0; offset < logits.length; offset += classCount) {
    let top = -Infinity
    for (let k = 0; k < classCount; k++) top = Math.max(top, finiteLogit(logits, offset + k))
    let sum = 0
    for (let k = 0; k < classCount; k++)
      sum += probabilities[offset + k] = Math.exp(finiteLogit(logits, offset + k) - top)
    for (let k = 0; k < classCount; k++) probabilities[offset + k] = (probabilities[offset + k] ?? 0) / sum
  }
  return probabilities
}

function finiteLogit(logits: Float32Array, index: number): number {
  const logit = logits[index] ?? NaN
  if (!Number.isFinite(logit))
    throw new RangeError(
      `The logit of class ${index % classCount} of beat ${Math.floor(index / classCount)} is ${logit}.`,
    )
  return logit
}
