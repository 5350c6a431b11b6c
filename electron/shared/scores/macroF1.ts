import { scoreConfusion, type ConfusionMatrix } from '../metrics.ts'

/**
 * Mean F1 over some classes, as scikit-learn's `f1_score(labels=classes, average='macro', zero_division=0)`: beats of the
 * other classes that were predicted as one of these still count against it.
 *
 * @throws RangeError for no classes, or one that the matrix has not
 */
export function macroF1(matrix: ConfusionMatrix, classes: readonly number[]): number {
  if (classes.length === 0) throw new RangeError('A macro F1 needs at least one class.')
  const { classF1 } = scoreConfusion(matrix)
  const sum = classes.reduce((total, label) => {
    const f1 = classF1[label]
    if (f1 === undefined) throw new RangeError(`Class ${label} is not among ${classF1.length} classes.`)
    return total + f1
  }, 0)
  return sum / classes.length
}
