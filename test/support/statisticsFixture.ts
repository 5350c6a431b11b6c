import { readFileSync } from 'node:fs'
import { z } from 'zod'

const numbers = z.array(z.number())
const estimateSchema = z.object({
  values: numbers,
  mean: z.number(),
  sd: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  /** Where one more value is expected. */
  next: z.tuple([z.number(), z.number()]),
})

/** What scikit-learn and SciPy say; made by `test/fixtures/statistics/make_statistics_fixture.py`. */
export const statisticsFixture = z
  .object({
    scores: z.array(
      z.object({
        actual: numbers,
        predicted: numbers,
        confusion: z.array(numbers),
        accuracy: z.number(),
        macroF1: z.number(),
        weightedF1: z.number(),
        classF1: numbers,
      }),
    ),
    means: z.array(estimateSchema),
    paired: z.object({ baseline: numbers, variant: numbers, difference: estimateSchema }),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/statistics/statistics.json', import.meta.url), 'utf8')))
