import { scoreConfusion, type ConfusionMatrix } from '../metrics.ts'
import type { ClassScores } from '../runScores.ts'
import { confusionTotals } from './confusionTotals.ts'

/** What a confusion matrix says of one class against the others. */
export type ClassRates = Omit<ClassScores, 'rocArea' | 'averagePrecision'>

/**
 * Sensitivity, positive predictivity, specificity and F1 of each class against all others, as scikit-learn's
 * `recall_score`, `precision_score`, `recall_score` of the other beats, and `f1_score`, all with `zero_division=0`:
 * a quotient of nothing is 0 (`notesOnUndefined` says which are).
 */
export function classRates(matrix: ConfusionMatrix): ClassRates[] {
  const totals = confusionTotals(matrix)
  const { classF1 } = scoreConfusion(matrix)
  return classF1.map((f1, label) => {
    const beats = totals.actual[label] ?? 0
    const predicted = totals.predicted[label] ?? 0
    const hits = totals.hits[label] ?? 0
    const others = totals.beats - beats
    return {
      label,
      beats,
      predicted,
      sensitivity: quotient(hits, beats),
      positivePredictivity: quotient(hits, predicted),
      specificity: quotient(others - (predicted - hits), others),
      f1,
    }
  })
}

function quotient(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator
}
