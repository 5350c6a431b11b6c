import { classCount } from './beatClass.ts'

/** `matrix[actual][predicted]`, counts. */
export type ConfusionMatrix = number[][]

/** Counts label pairs into a confusion matrix; labels are 0..4. */
export function countConfusion(actual: ArrayLike<number>, predicted: ArrayLike<number>): ConfusionMatrix {
  const matrix: ConfusionMatrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0))
  for (let i = 0; i < actual.length; i++) {
    const row = matrix[actual[i] ?? -1]
    const column = predicted[i] ?? -1
    if (!row || row[column] === undefined)
      throw new RangeError(`Label pair ${actual[i]}, ${predicted[i]} at ${i} is not of ${classCount} classes.`)
    row[column] += 1
  }
  return matrix
}

/** What is read off one confusion matrix. */
export interface ConfusionScores {
  accuracy: number
  macroF1: number
  weightedF1: number
  classF1: number[]
}

/**
 * Accuracy and F1 from a confusion matrix, as scikit-learn's `accuracy_score` and `f1_score(zero_division=0)`
 * with all five labels given: a class with neither beats nor predictions counts as F1 = 0.
 */
export function scoreConfusion(matrix: ConfusionMatrix): ConfusionScores {
  const support = matrix.map((row) => row.reduce((sum, n) => sum + n, 0))
  const predicted = matrix.map((_, column) => matrix.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  const total = support.reduce((sum, n) => sum + n, 0)
  const hits = matrix.map((row, k) => row[k] ?? 0)
  const classF1 = hits.map((hit, k) => {
    const denominator = (support[k] ?? 0) + (predicted[k] ?? 0)
    return denominator === 0 ? 0 : (2 * hit) / denominator
  })
  return {
    accuracy: total === 0 ? 0 : hits.reduce((sum, n) => sum + n, 0) / total,
    macroF1: classF1.reduce((sum, f1) => sum + f1, 0) / classF1.length,
    weightedF1: total === 0 ? 0 : classF1.reduce((sum, f1, k) => sum + f1 * (support[k] ?? 0), 0) / total,
    classF1,
  }
}

/** The index of the largest of `count` values from `offset`; the first of equal ones, as numpy's argmax. */
export function argMax(values: ArrayLike<number>, offset = 0, count = values.length): number {
  let best = 0
  for (let i = 1; i < count; i++) if ((values[offset + i] ?? -Infinity) > (values[offset + best] ?? -Infinity)) best = i
  return best
}

/** Softmax of a few logits, shifted by their maximum so that nothing overflows. */
export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits)
  const top = Math.max(...values)
  const powers = values.map((v) => Math.exp(v - top))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((p) => p / sum)
}
