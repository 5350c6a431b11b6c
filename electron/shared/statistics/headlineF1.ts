import { scoreConfusion, type ConfusionMatrix } from '../metrics.ts'

/** Macro F1 over some of the classes, as scikit-learn's `f1_score(labels=classes, average='macro', zero_division=0)`. */
export function headlineF1(confusion: ConfusionMatrix, classes: readonly number[]): number {
  const { classF1 } = scoreConfusion(confusion)
  return classes.reduce((sum, label) => sum + (classF1[label] ?? 0), 0) / classes.length
}
