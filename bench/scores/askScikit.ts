import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { scikitAnswerSchema } from '../../test/support/scores/scikitAnswer.ts'
import type { BenchCase } from './drawCases.ts'

const script = fileURLToPath(new URL('../../test/fixtures/scores/sklearn_scores.py', import.meta.url))
const replySchema = z.object({
  versions: z.record(z.string(), z.string()),
  answers: z.array(scikitAnswerSchema),
})

/** Has the interpreter of an environment with scikit-learn score the same predictions. */
export function askScikit(python: string, cases: readonly BenchCase[]): z.infer<typeof replySchema> {
  const input = JSON.stringify(
    cases.map(({ predictions: { labels, predicted, logits }, headline }) => ({
      labels: [...labels],
      predicted: [...predicted],
      logits: logits && [...logits],
      headline,
    })),
  )
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${python} ended with ${status}:\n${stderr}`)
  return replySchema.parse(JSON.parse(stdout))
}
