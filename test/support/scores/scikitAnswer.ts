import { z } from 'zod'

const numbers = z.array(z.number())
const lineSchema = z.object({ points: z.number(), sums: numbers, x: numbers, y: numbers })

/** What `sklearn_scores.py` says of one case; its scores have the names of `PredictionScores`. */
export const scikitAnswerSchema = z.object({
  scores: z.record(z.string(), z.unknown()),
  curves: z
    .object({
      classes: z.array(z.object({ label: z.number(), roc: lineSchema, precisionRecall: lineSchema })),
      reliability: z.array(z.record(z.string(), z.number())),
    })
    .nullable(),
  kappaIsUndefined: z.boolean(),
})

export type ScikitAnswer = z.infer<typeof scikitAnswerSchema>
