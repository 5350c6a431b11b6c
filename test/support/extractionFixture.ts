import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const keptSchema = z.object({ length: z.number(), at: z.record(z.string(), z.number()) })
const schema = z.object({
  gain: z.number(),
  baseline: z.number(),
  adc: z.array(z.number()),
  filters: z.array(
    z.object({ order: z.number(), lowHz: z.number(), highHz: z.number(), rateHz: z.number(), filtered: keptSchema }),
  ),
  resampled: z.array(
    z.object({ fromHz: z.number(), toHz: z.number(), samples: z.number().optional(), resampled: keptSchema }),
  ),
  printed: z.array(z.tuple([z.number(), z.string()])),
  window: z.object({
    rule: z.object({
      beforeMs: z.number(),
      afterMs: z.number(),
      rateHz: z.number(),
      filter: z.object({ lowHz: z.number(), highHz: z.number() }),
    }),
    mean: z.number(),
    standardDeviation: z.number(),
    samples: z.array(z.number()),
    beats: z.array(
      z.object({
        sample: z.number(),
        millivolts: z.array(z.number()),
        unit: z.array(z.number()),
        standardised: z.array(z.number()),
      }),
    ),
  }),
})

const path = join(import.meta.dirname, '..', 'fixtures', 'extraction', 'extraction.json')

/** What SciPy makes of a made-up signal; see the script beside the fixture. */
export const extractionFixture = schema.parse(JSON.parse(readFileSync(path, 'utf8')))

const { adc, gain, baseline } = extractionFixture

/** The fixture's signal in millivolts. */
export const fixtureSignal = Float64Array.from(adc, (value) => (value - baseline) / gain)

/** The largest difference from the values of a fixture that were kept; infinite where the lengths differ. */
export function largestDifference(values: Float64Array, { length, at }: z.infer<typeof keptSchema>): number {
  if (values.length !== length) return Infinity
  return Math.max(...Object.entries(at).map(([index, value]) => Math.abs(values[Number(index)]! - value)))
}
