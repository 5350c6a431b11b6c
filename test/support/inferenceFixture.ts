import { readFileSync } from 'node:fs'
import { z } from 'zod'

const numbers = z.array(z.number())
const interval = z.tuple([z.number(), z.number()])
const personIntervals = z.object({ patients: interval, both: interval })

/** What SciPy, scikit-learn, statsmodels and baycomp say; made by `test/fixtures/statistics/make_inference_fixture.py`. */
export const inferenceFixture = z
  .object({
    bootstrapMean: z.object({
      enumerated: z.array(z.object({ values: numbers, interval })),
      drawn: z.array(z.object({ values: numbers, interval })),
    }),
    persons: z.object({
      classes: numbers,
      labels: numbers,
      predicted: z.array(numbers),
      /** [runs][persons][25] */
      counts: z.array(z.array(numbers)),
      scored: z.array(z.object({ times: numbers, scores: numbers })),
      intervals: z.object({ baseline: personIntervals, variant: personIntervals, difference: personIntervals }),
    }),
    signFlips: z.object({
      exact: z.array(z.object({ values: numbers, p: z.number() })),
      drawn: z.object({ values: numbers, p: z.number() }),
    }),
    correctedT: z.array(z.object({ values: numbers, ratio: z.number(), p: z.number() })),
    scikitLearnExample: z.object({
      values: numbers,
      ratio: z.number(),
      published: z.object({ t: z.number(), rightTailedP: z.number(), worse: z.number(), equivalent: z.number() }),
    }),
    mcnemar: z.array(z.object({ firstOnly: z.number(), secondOnly: z.number(), p: z.number() })),
    mcnemarOfSeeds: z.array(z.object({ seeds: z.array(z.tuple([z.number(), z.number()])), p: z.number() })),
    holm: z.array(z.object({ p: numbers, adjusted: numbers })),
    equivalence: z.array(
      z.object({
        name: z.string(),
        values: numbers,
        ratio: z.number(),
        region: z.number(),
        /** Worse, equivalent, better. */
        probabilities: numbers,
        published: numbers.nullable(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/statistics/inference.json', import.meta.url), 'utf8')))
