import { reliabilityBins } from '../../../electron/shared/scores/calibration.ts'
import { classProbabilities } from '../../../electron/shared/scores/classProbabilities.ts'
import { countRanked } from '../../../electron/shared/scores/countRanked.ts'
import { precisionRecallCurve } from '../../../electron/shared/scores/precisionRecallCurve.ts'
import type { Predictions } from '../../../electron/shared/scores/predictions.ts'
import { rocCurve } from '../../../electron/shared/scores/rocCurve.ts'
import { scorePredictions } from '../../../electron/shared/scores/scorePredictions.ts'
import type { Curve } from '../../../electron/shared/scores/thinCurve.ts'
import { compareNumbers, type NumberDifference } from './compareNumbers.ts'
import type { ScikitAnswer } from './scikitAnswer.ts'

/** Every score, and every curve with all its points, beside scikit-learn's. */
export function compareWithScikit(
  predictions: Predictions,
  headline: readonly number[],
  { scores, curves }: ScikitAnswer,
): NumberDifference[] {
  return [
    ...compareNumbers(scorePredictions(predictions, headline), scores),
    ...compareNumbers(sampleCurves(predictions), curves, 'curves'),
  ]
}

function sampleCurves({ labels, predicted, logits }: Predictions): unknown {
  if (!logits) return null
  const probabilities = classProbabilities(logits)
  const classes = [0, 1, 2, 3, 4].flatMap((label) => {
    const counts = countRanked(probabilities, labels, label)
    if (counts.positives === 0 || counts.negatives === 0) return []
    return { label, roc: sampleLine(rocCurve(counts)), precisionRecall: sampleLine(precisionRecallCurve(counts)) }
  })
  return { classes, reliability: reliabilityBins(probabilities, { labels, predicted }) }
}

/** As `sample_line` of `sklearn_scores.py`: the number of points, their sums, and about 25 of them. */
function sampleLine({ x, y }: Curve): unknown {
  const step = Math.ceil(x.length / 25)
  const isSampled = (_: number, index: number) => index % step === 0
  return {
    points: x.length,
    sums: [x.reduce((sum, value) => sum + value, 0), y.reduce((sum, value) => sum + value, 0)],
    x: [...x].filter(isSampled),
    y: [...y].filter(isSampled),
  }
}
