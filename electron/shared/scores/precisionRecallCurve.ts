import type { RankedCounts } from './countRanked.ts'
import type { Curve } from './thinCurve.ts'

/**
 * The precision-recall curve of one class against the others: x is recall (sensitivity), y precision (positive predictivity).
 * The points of scikit-learn's `precision_recall_curve` in the other order: first (0, 1), which belongs to no threshold, then
 * one for each distinct probability from the highest down, to recall 1. NaN where the class has no beats.
 */
export function precisionRecallCurve({ positives, truePositives, falsePositives }: RankedCounts): Curve {
  const x = new Float64Array(truePositives.length + 1)
  const y = new Float64Array(truePositives.length + 1)
  y[0] = 1
  truePositives.forEach((count, threshold) => {
    x[threshold + 1] = count / positives
    y[threshold + 1] = count / (count + (falsePositives[threshold] ?? 0))
  })
  return { x, y }
}

/**
 * Average precision, sum of (recall step * precision after it), as scikit-learn's `average_precision_score`: no line is drawn
 * between points. Null where one side has no beats, as for the ROC area.
 */
export function averagePrecision(counts: RankedCounts): number | null {
  const { positives, negatives, truePositives, falsePositives } = counts
  if (positives === 0 || negatives === 0) return null
  let sum = 0
  let before = 0
  for (let threshold = 0; threshold < truePositives.length; threshold++) {
    const tp = truePositives[threshold] ?? 0
    sum += (tp - before) * (tp / (tp + (falsePositives[threshold] ?? 0)))
    before = tp
  }
  return sum / positives
}
