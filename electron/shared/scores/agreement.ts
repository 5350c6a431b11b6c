import type { ConfusionMatrix } from '../metrics.ts'
import { confusionTotals, type ConfusionTotals } from './confusionTotals.ts'

/**
 * Matthews correlation of several classes, -1..1 (Gorodkin 2004, R_K, https://doi.org/10.1016/j.compbiolchem.2004.09.006),
 * as scikit-learn's `matthews_corrcoef`. Null where all beats, or all predictions, are of one class: the correlation is
 * undefined, and scikit-learn says 0.
 */
export function matthewsCorrelation(matrix: ConfusionMatrix): number | null {
  const totals = confusionTotals(matrix)
  const { beats, actual, predicted, hits } = totals
  const spread = (beats ** 2 - sumOfProducts(predicted, predicted)) * (beats ** 2 - sumOfProducts(actual, actual))
  if (spread === 0) return null
  const together = hits.reduce((sum, count) => sum + count, 0) * beats - chanceHits(totals)
  return together / Math.sqrt(spread)
}

/**
 * Cohen's kappa without weights (Cohen 1960, https://doi.org/10.1177/001316446002000104), as scikit-learn's
 * `cohen_kappa_score`: 1 - observed / expected disagreement, -1..1. Null where all beats and all predictions are of one and
 * the same class: kappa is undefined, and scikit-learn says NaN, or what its `replace_undefined_by` is told.
 */
export function cohenKappa(matrix: ConfusionMatrix): number | null {
  const totals = confusionTotals(matrix)
  const { beats, hits } = totals
  const expectedMisses = beats ** 2 - chanceHits(totals)
  if (expectedMisses === 0) return null
  const misses = beats - hits.reduce((sum, count) => sum + count, 0)
  return 1 - (misses * beats) / expectedMisses
}

/** Hits that labels and predictions of these frequencies have by chance, times the number of beats: a whole number. */
function chanceHits({ actual, predicted }: ConfusionTotals): number {
  return sumOfProducts(actual, predicted)
}

function sumOfProducts(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
