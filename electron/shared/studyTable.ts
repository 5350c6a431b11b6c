import { z } from 'zod'
import { recurrentSchema } from './architecture.ts'
import { publishedScoreSchema, idSchema } from './study.ts'
import { badgeSchema, partSchema, splitKeySchema } from './split.ts'
import { scoresSchema } from './run.ts'

/**
 * Mean over seeds with its spread; `sd` and `interval` (95 % t) are null below two. Of a split with folds, those
 * of a seed (and repeat) are scored together, as one confusion matrix.
 */
export const meanSchema = z.object({
  n: z.number().int(),
  mean: z.number(),
  sd: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
})

export const tableRunSchema = z.object({
  runId: idSchema,
  seed: z.number().int(),
  fold: z.number().int(),
  bestEpoch: z.number().int().nullable(),
  /** Epochs trained. */
  epochs: z.number().int(),
  /** The epoch whose weights the scores are of: the last or the best, as the recipe says. */
  scoredEpoch: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  hasWeights: z.boolean(),
  /** Its weights came from a file: it was scored here, not trained. */
  isImported: z.boolean(),
  scores: scoresSchema,
  /** Headline macro F1 minus the baseline's of the same seed and fold; null where it has none, and for imported weights. */
  difference: z.number().nullable(),
})

/** One variant over its finished seeds. Score fields are null while no run has finished; only trained runs count in them. */
export const tableRowSchema = z.object({
  variantId: idSchema,
  name: z.string(),
  isBaseline: z.boolean(),
  position: z.number().int(),
  /** Convolution blocks. */
  depth: z.number().int(),
  filters: z.array(z.number().int()),
  kernelSizes: z.array(z.number().int()),
  recurrent: z.array(recurrentSchema.pick({ cell: true, units: true, bidirectional: true })),
  parameters: z.number().int(),
  macs: z.number().int(),
  /** Macro F1 over the table's `headlineClasses`. */
  headline: meanSchema.nullable(),
  /** Over all five classes. */
  macroF1: meanSchema.nullable(),
  weightedF1: meanSchema.nullable(),
  accuracy: meanSchema.nullable(),
  classF1: z.array(meanSchema).nullable(),
  /** Of the headline macro F1, paired with the baseline over the seeds (and folds) that both have. */
  difference: meanSchema.nullable(),
  published: publishedScoreSchema.nullable(),
  runs: z.array(tableRunSchema),
  /** Runs that were only scored, with imported weights: they say nothing of the spread of seeds. */
  imported: z.array(tableRunSchema),
  /** Runs of the variant that are not finished. */
  unfinished: z.number().int(),
})

export const studyTableSchema = z.object({
  studyId: idSchema,
  studyName: z.string(),
  dataSetName: z.string(),
  dataSetSha256: z.string(),
  split: splitKeySchema,
  splitLabel: z.string(),
  badge: badgeSchema,
  part: partSchema,
  beats: z.number().int(),
  classBeats: z.array(z.number().int()),
  /** The classes that the headline macro F1 is over: all five but where one has too few beats. */
  headlineClasses: z.array(z.number().int()),
  /** Folds of the split, over all repeats; 1 where it has none. */
  foldCount: z.number().int(),
  /** Folds of one repeat, the scores of which are taken together; 1 where there are none. */
  foldsPerRepeat: z.number().int().optional(),
  seeds: z.array(z.number().int()),
  rows: z.array(tableRowSchema),
  licence: z.string(),
  attribution: z.string(),
  beatbench: z.string(),
})

export type Mean = z.infer<typeof meanSchema>
export type TableRun = z.infer<typeof tableRunSchema>
export type TableRow = z.infer<typeof tableRowSchema>
export type StudyTable = z.infer<typeof studyTableSchema>
export const tableFormatSchema = z.enum(['csv', 'json', 'markdown', 'html', 'latex'])
export type TableFormat = z.infer<typeof tableFormatSchema>
