import { z } from 'zod'
import { badgeSchema, partSchema } from './split.ts'
import { idSchema } from './study.ts'

/** Scores of one class against the others; a score whose denominator is 0 is 0, and a note says so. */
export const classScoresSchema = z.object({
  label: z.number().int(),
  /** Beats of the class, and beats that were predicted to be of it. */
  beats: z.number().int(),
  predicted: z.number().int(),
  sensitivity: z.number(),
  positivePredictivity: z.number(),
  specificity: z.number(),
  f1: z.number(),
  /** Area under the ROC curve and average precision; null without logits, or where one side has no beats. */
  rocArea: z.number().nullable(),
  averagePrecision: z.number().nullable(),
})

/** Scores that need probabilities: of the softmax of the logits. */
export const probabilityScoresSchema = z.object({
  /** Mean negative log-likelihood, natural logarithm. */
  negativeLogLikelihood: z.number(),
  /** Mean over beats of the squared distance between probabilities and the one-hot label, 0..2. */
  brier: z.number(),
  /** Expected calibration error of the predicted class over 15 bins of equal width. */
  expectedCalibrationError: z.number(),
  /** Unweighted means over the classes that have one. */
  macroRocArea: z.number().nullable(),
  macroAveragePrecision: z.number().nullable(),
})

/** All that is read off one run's predictions on one part. */
export const runScoresSchema = z.object({
  runId: idSchema,
  part: partSchema,
  splitLabel: z.string(),
  badge: badgeSchema,
  beats: z.number().int(),
  /** `[actual][predicted]` */
  confusion: z.array(z.array(z.number().int())),
  accuracy: z.number(),
  /** Over all five classes. */
  macroF1: z.number(),
  /** Over the classes with enough beats for their F1 to mean something; the same where all have. */
  headline: z.object({ classes: z.array(z.number().int()), macroF1: z.number() }),
  weightedF1: z.number(),
  matthews: z.number(),
  kappa: z.number(),
  /** Sensitivity and positive predictivity of S and V added up, 0..4, and its mean with kappa; see `scores/jIndex.ts`. */
  jIndex: z.number(),
  jKappaIndex: z.number(),
  classes: z.array(classScoresSchema),
  /** Null where logits are not kept. */
  probability: probabilityScoresSchema.nullable(),
  /** What is undefined and was taken as what, in words. */
  notes: z.array(z.string()),
  looks: z.number().int(),
  timesScored: z.number().int(),
})

/** Curves of one run on one part, thinned for drawing; areas are computed from all points. */
export const runCurvesSchema = z.object({
  runId: idSchema,
  part: partSchema,
  /** Classes with beats on both sides only. */
  classes: z.array(
    z.object({
      label: z.number().int(),
      roc: z.object({ falsePositiveRate: z.array(z.number()), sensitivity: z.array(z.number()), area: z.number() }),
      precisionRecall: z.object({
        recall: z.array(z.number()),
        precision: z.array(z.number()),
        averagePrecision: z.number(),
      }),
    }),
  ),
  /** Bins of the predicted class's probability; empty ones are left out. */
  reliability: z.array(
    z.object({ from: z.number(), to: z.number(), confidence: z.number(), accuracy: z.number(), beats: z.number() }),
  ),
})

export type ClassScores = z.infer<typeof classScoresSchema>
export type ProbabilityScores = z.infer<typeof probabilityScoresSchema>
export type RunScores = z.infer<typeof runScoresSchema>
export type RunCurves = z.infer<typeof runCurvesSchema>
