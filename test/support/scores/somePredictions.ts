import fc from 'fast-check'
import { likeliestClasses } from './drawPredictions.ts'

/** 1 to 40 beats with any classes, and logits in eighths, so that ties are frequent and sums with small integers exact. */
export const somePredictions = fc
  .array(
    fc.record({
      label: fc.nat(4),
      logits: fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 5, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((beats) => {
    const logits = Float32Array.from(beats.flatMap((beat) => beat.logits.map((eighths) => eighths / 8)))
    return { labels: Uint8Array.from(beats, ({ label }) => label), predicted: likeliestClasses(logits), logits }
  })
