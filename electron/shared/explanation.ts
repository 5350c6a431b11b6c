import { z } from 'zod'
import { amplitudeSchema } from './amplitude.ts'
import { partSchema } from './split.ts'
import { idSchema } from './study.ts'

export const methodSchema = z.enum(['grad-cam'])

/**
 * Which map: `row` is the beat's number, 0-based. Of the split `published` it is the row in the source file (training file for
 * train and validation, test file for test), of any other the row in the data set.
 */
export const explanationRequestSchema = z.object({
  runId: idSchema,
  part: partSchema,
  row: z.number().int().min(0),
  /** Class index whose score is explained; the predicted one when left out. */
  targetClass: z.number().int().min(0).max(4).optional(),
  /** Name of a convolution (`block1.conv`); the first, as in the published figure, when left out. */
  layer: z.string().optional(),
})

/** A map over one beat, at the layer's own resolution. `map` is min-max scaled to 0..1. */
export const explanationSchema = z.object({
  runId: idSchema,
  part: partSchema,
  row: z.number().int(),
  method: methodSchema,
  layer: z.string(),
  /** The layers that can be asked for: all convolutions, or those with a stored map. */
  layers: z.array(z.string()),
  targetClass: z.number().int(),
  label: z.number().int(),
  predicted: z.number().int(),
  probabilities: z.array(z.number()),
  samples: z.array(z.number()),
  padding: z.number().int(),
  sampleRateHz: z.number(),
  /** What the samples are. */
  amplitude: amplitudeSchema.default('unit'),
  map: z.array(z.number()),
  /** First input sample of cell 0; negative where that begins before the beat. Maps of older databases all begin at 0. */
  cellStart: z.number().int().default(0),
  /** Input samples from one cell of the map to the next: cell i stands over `cellStart + i * cellSamples` and on (`mapCellsOf`). */
  cellSamples: z.number().int().min(1),
  /** Largest value before scaling; 0 means that the map is empty (all gradients negative). */
  rawMaximum: z.number(),
  record: z.string().nullable(),
  recordSample: z.number().int().nullable(),
  /** True where it was read from the database, since the run's weights are not there. */
  isStored: z.boolean(),
})

/** A beat in Explain's list. */
export const predictedBeatSchema = z.object({
  row: z.number().int(),
  label: z.number().int(),
  predicted: z.number().int(),
  /** Probability of the predicted class; null where logits are not kept. */
  probability: z.number().nullable(),
  record: z.string().nullable(),
  hasStoredMap: z.boolean(),
  /** About 60 samples for a small picture, in 0..1. */
  preview: z.array(z.number()),
  /** How many of them are padding. */
  previewPadding: z.number().int(),
})

export type ExplanationRequest = z.infer<typeof explanationRequestSchema>
export type Explanation = z.infer<typeof explanationSchema>
export type PredictedBeat = z.infer<typeof predictedBeatSchema>
