import { classCount } from '../beatClass.ts'
import { countConfusion, scoreConfusion, type ConfusionMatrix } from '../metrics.ts'
import type { ProbabilityScores, RunScores } from '../runScores.ts'
import { cohenKappa, matthewsCorrelation } from './agreement.ts'
import { expectedCalibrationError, reliabilityBins } from './calibration.ts'
import { classProbabilities } from './classProbabilities.ts'
import { classRates } from './classRates.ts'
import { countRanked } from './countRanked.ts'
import { jIndices } from './jIndex.ts'
import { macroF1 } from './macroF1.ts'
import { notesOnCurves, notesOnUndefined } from './notesOnUndefined.ts'
import { averagePrecision } from './precisionRecallCurve.ts'
import { checkPredictions, type Predictions } from './predictions.ts'
import { probabilityLosses } from './probabilityLosses.ts'
import { rocArea } from './rocCurve.ts'

/** What the predictions alone say: all of {@link RunScores} but whose and which they are. */
export type PredictionScores = Omit<RunScores, 'runId' | 'part' | 'splitLabel' | 'badge' | 'looks' | 'timesScored'>

/**
 * Scores the predictions of one run on one part.
 *
 * @param predictions at least one beat; the probability scores are of the softmax of its logits, null without
 * @param headlineClasses over which the headline macro F1 is taken; it is 0, with a note, where there are none
 * @throws RangeError for no beats, lengths that do not agree, a label that is no class, or a logit that is not finite
 */
export function scorePredictions(predictions: Predictions, headlineClasses: readonly number[]): PredictionScores {
  checkPredictions(predictions)
  const confusion = countConfusion(predictions.labels, predictions.predicted)
  const { accuracy, macroF1: allMacroF1, weightedF1 } = scoreConfusion(confusion)
  const { jIndex, jKappaIndex } = jIndices(confusion)
  const { classAreas, probability, notes } = scoreProbabilities(predictions, confusion)
  const hasHeadline = headlineClasses.length > 0
  return {
    beats: predictions.labels.length,
    confusion,
    accuracy,
    macroF1: allMacroF1,
    headline: { classes: [...headlineClasses], macroF1: hasHeadline ? macroF1(confusion, headlineClasses) : 0 },
    weightedF1,
    matthews: matthewsCorrelation(confusion) ?? 0,
    kappa: cohenKappa(confusion) ?? 0,
    jIndex,
    jKappaIndex,
    classes: classRates(confusion).map((rates, label) => ({ ...rates, ...(classAreas[label] ?? noAreas) })),
    probability,
    notes: [
      ...notesOnUndefined(confusion),
      ...notes,
      ...(hasHeadline ? [] : ['No class counts for the headline: its macro F1 is taken as 0.']),
    ],
  }
}

interface ClassAreas {
  rocArea: number | null
  averagePrecision: number | null
}

const noAreas: ClassAreas = { rocArea: null, averagePrecision: null }

interface ScoredProbabilities {
  classAreas: ClassAreas[]
  probability: ProbabilityScores | null
  notes: string[]
}

function scoreProbabilities(predictions: Predictions, confusion: ConfusionMatrix): ScoredProbabilities {
  if (!predictions.logits) return { classAreas: [], probability: null, notes: [] }
  const { labels } = predictions
  const probabilities = classProbabilities(predictions.logits)
  const classAreas = Array.from({ length: classCount }, (_, label): ClassAreas => {
    const counts = countRanked(probabilities, labels, label)
    return { rocArea: rocArea(counts), averagePrecision: averagePrecision(counts) }
  })
  const { negativeLogLikelihood, brier, clipped } = probabilityLosses(probabilities, labels)
  return {
    classAreas,
    probability: {
      negativeLogLikelihood,
      brier,
      expectedCalibrationError: expectedCalibrationError(reliabilityBins(probabilities, predictions)),
      macroRocArea: meanOrNull(classAreas.map((areas) => areas.rocArea)),
      macroAveragePrecision: meanOrNull(classAreas.map((areas) => areas.averagePrecision)),
    },
    notes: [...notesOnCurves(confusion), ...(clipped === 0 ? [] : [noteOnClipped(clipped)])],
  }
}

function noteOnClipped(clipped: number): string {
  const [beats, their] = clipped === 1 ? ['1 beat has', 'its'] : [`${clipped} beats have`, 'their']
  return (
    `${beats} a probability of ${their} own class below 2.2e-16, taken as that in the negative log-likelihood, as in ` +
    `scikit-learn's log_loss.`
  )
}

/** The mean of those that there are; null for none. */
function meanOrNull(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null)
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length
}
