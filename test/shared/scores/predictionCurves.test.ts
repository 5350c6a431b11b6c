import { describe, expect, it } from 'vitest'
import { runCurvesSchema } from '../../../electron/shared/runScores.ts'
import { predictionCurves } from '../../../electron/shared/scores/predictionCurves.ts'
import { scorePredictions } from '../../../electron/shared/scores/scorePredictions.ts'
import { scoresCases } from '../../support/scores/scoresFixture.ts'

const withLogits = scoresCases.flatMap(({ name, predictions: { logits, ...others } }) =>
  logits ? [{ name, predictions: { ...others, logits } }] : [],
)

describe('predictionCurves', () => {
  it.each(withLogits)('has the areas of the scores, and curves from end to end: $name', ({ predictions }) => {
    const curves = predictionCurves(predictions)
    const scores = scorePredictions(predictions, [0])
    expect(runCurvesSchema.omit({ runId: true, part: true }).strict().parse(curves)).toEqual(curves)
    expect(curves.classes.map(({ label, roc }) => [label, roc.area])).toEqual(
      scores.classes.flatMap(({ label, rocArea }) => (rocArea === null ? [] : [[label, rocArea]])),
    )
    for (const { label, roc, precisionRecall } of curves.classes) {
      expect(precisionRecall.averagePrecision).toBe(scores.classes[label]?.averagePrecision)
      expect([roc.falsePositiveRate[0], roc.sensitivity[0]]).toEqual([0, 0])
      expect([roc.falsePositiveRate.at(-1), roc.sensitivity.at(-1)]).toEqual([1, 1])
      expect([precisionRecall.recall[0], precisionRecall.precision[0]]).toEqual([0, 1])
      expect(precisionRecall.recall.at(-1)).toBe(1)
      expect(precisionRecall.precision.at(-1)).toBe((scores.classes[label]?.beats ?? NaN) / scores.beats)
      expect(Math.max(roc.sensitivity.length, precisionRecall.recall.length)).toBeLessThanOrEqual(200)
    }
    expect(curves.reliability.reduce((sum, { beats }) => sum + beats, 0)).toBe(scores.beats)
  })
})
