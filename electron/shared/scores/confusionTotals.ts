import type { ConfusionMatrix } from '../metrics.ts'

/** Sums of a confusion matrix, per class where they are lists. */
export interface ConfusionTotals {
  beats: number
  /** Beats of each class. */
  actual: number[]
  /** Beats that were predicted to be of each class. */
  predicted: number[]
  /** Beats of each class that were predicted as it. */
  hits: number[]
}

/** Adds up rows, columns and the diagonal of a square `matrix[actual][predicted]`. */
export function confusionTotals(matrix: ConfusionMatrix): ConfusionTotals {
  const actual = matrix.map((row) => row.reduce((sum, count) => sum + count, 0))
  const predicted = matrix.map((_, column) => matrix.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  return {
    beats: actual.reduce((sum, count) => sum + count, 0),
    actual,
    predicted,
    hits: matrix.map((row, label) => row[label] ?? 0),
  }
}
