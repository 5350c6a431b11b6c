import type { RankedCounts } from './countRanked.ts'
import type { Curve } from './thinCurve.ts'

/**
 * The ROC curve of one class against the others, from (0, 0) to (1, 1): x is the false positive rate, y the sensitivity. One
 * point for each distinct probability, as scikit-learn's `roc_curve(drop_intermediate=False)`. NaN where one side has no beats.
 */
export function rocCurve({ positives, negatives, truePositives, falsePositives }: RankedCounts): Curve {
  const x = new Float64Array(truePositives.length + 1)
  const y = new Float64Array(truePositives.length + 1)
  truePositives.forEach((count, threshold) => {
    x[threshold + 1] = (falsePositives[threshold] ?? 0) / negatives
    y[threshold + 1] = count / positives
  })
  return { x, y }
}

/**
 * Area under the ROC curve by trapezia, as scikit-learn's `roc_auc_score`: the probability that a beat of the class ranks
 * above another beat, ties counting half. Added up in whole numbers, so free of rounding up to 2^53. Null where one side has
 * no beats.
 */
export function rocArea({ positives, negatives, truePositives, falsePositives }: RankedCounts): number | null {
  if (positives === 0 || negatives === 0) return null
  let doubled = 0
  let tpBefore = 0
  let fpBefore = 0
  for (let threshold = 0; threshold < truePositives.length; threshold++) {
    const tp = truePositives[threshold] ?? 0
    const fp = falsePositives[threshold] ?? 0
    doubled += (fp - fpBefore) * (tp + tpBefore)
    tpBefore = tp
    fpBefore = fp
  }
  return doubled / (2 * positives * negatives)
}
