import { classCount } from '../beatClass.ts'
import type { RunCurves } from '../runScores.ts'
import { reliabilityBins } from './calibration.ts'
import { classProbabilities } from './classProbabilities.ts'
import { countRanked } from './countRanked.ts'
import { averagePrecision, precisionRecallCurve } from './precisionRecallCurve.ts'
import { checkPredictions, type Predictions } from './predictions.ts'
import { rocArea, rocCurve } from './rocCurve.ts'
import { thinCurve } from './thinCurve.ts'

/** Curves of predictions: all of {@link RunCurves} but whose and which they are. */
export type PredictionCurves = Omit<RunCurves, 'runId' | 'part'>

/**
 * ROC and precision-recall curves of each class that has beats on both sides, thinned for drawing, with their areas over all
 * points, and the bins of a reliability diagram.
 *
 * @throws RangeError for no beats, lengths that do not agree, or a logit that is not finite
 */
export function predictionCurves(predictions: Predictions & { logits: Float32Array }): PredictionCurves {
  checkPredictions(predictions)
  const probabilities = classProbabilities(predictions.logits)
  const classes = Array.from({ length: classCount }, (_, label) => label).flatMap((label) => {
    const counts = countRanked(probabilities, predictions.labels, label)
    const area = rocArea(counts)
    const precision = averagePrecision(counts)
    if (area === null || precision === null) return []
    const roc = thinCurve(rocCurve(counts))
    const precisionRecall = thinCurve(precisionRecallCurve(counts))
    return {
      label,
      roc: { falsePositiveRate: [...roc.x], sensitivity: [...roc.y], area },
      precisionRecall: {
        recall: [...precisionRecall.x],
        precision: [...precisionRecall.y],
        averagePrecision: precision,
      },
    }
  })
  return { classes, reliability: reliabilityBins(probabilities, predictions) }
}
