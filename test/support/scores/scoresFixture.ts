import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Predictions } from '../../../electron/shared/scores/predictions.ts'
import { drawPredictions } from './drawPredictions.ts'
import { scikitAnswerSchema, type ScikitAnswer } from './scikitAnswer.ts'

const numbers = z.array(z.number())

const caseSchema = scikitAnswerSchema.extend({
  name: z.string(),
  headline: numbers,
  stored: z.object({ labels: numbers, predicted: numbers, logits: numbers.nullable() }).optional(),
  drawn: z
    .object({
      beats: z.number(),
      shares: numbers,
      signal: z.number(),
      spread: z.number(),
      patterns: z.number(),
    })
    .optional(),
})

export interface ScoresCase {
  name: string
  predictions: Predictions
  headline: number[]
  scikit: ScikitAnswer
}

/** What scikit-learn says of predictions; made by `test/fixtures/scores/make_fixtures.py`. */
export const scoresCases: ScoresCase[] = z
  .object({ versions: z.record(z.string(), z.string()), cases: z.array(caseSchema) })
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/scores/scores.json', import.meta.url), 'utf8')))
  .cases.map(({ name, headline, stored, drawn, ...scikit }) => {
    if (drawn) return { name, headline, scikit, predictions: drawPredictions(name, drawn) }
    if (!stored) throw new Error(`Case ${name} has no predictions.`)
    const { labels, predicted, logits } = stored
    const predictions = {
      labels: Uint8Array.from(labels),
      predicted: Uint8Array.from(predicted),
      logits: logits && Float32Array.from(logits),
    }
    return { name, headline, scikit, predictions }
  })

/** One case by its name. */
export function scoresCase(name: string): ScoresCase {
  const found = scoresCases.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`scores.json has no case ${name}.`)
  return found
}
