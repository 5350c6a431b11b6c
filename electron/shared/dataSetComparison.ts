import { z } from 'zod'
import { classCountsSchema } from './split.ts'

/** A row of one data set that the other has not (so often). */
export const unmatchedRowSchema = z.object({
  row: z.number().int(),
  label: z.number().int(),
  record: z.string().nullable(),
  recordSample: z.number().int().nullable(),
  sourcePart: z.enum(['train', 'test']),
  sourceRow: z.number().int(),
  /** The other data set has the same samples with another label. */
  isRelabelled: z.boolean(),
})

const sideSchema = z.object({
  beats: z.number().int(),
  beatLength: z.number().int(),
  sampleRateHz: z.number(),
  /** Rows that the other has not. */
  only: z.number().int(),
  onlyByClass: classCountsSchema,
  /** Of those, rows whose samples the other has with another label. */
  relabelled: z.number().int(),
  /** The first of them. */
  examples: z.array(unmatchedRowSchema),
})

/**
 * Two data sets compared as multisets of rows: the samples bit for bit, and the label. `differing`: the fewest rows that
 * would have to be changed, added or taken away to make one of the other.
 */
export const dataSetComparisonSchema = z.object({
  a: sideSchema,
  b: sideSchema,
  equal: z.number().int(),
  differing: z.number().int(),
  /** All rows are equal and stand in the same order. */
  hasSameOrder: z.boolean(),
})

export type UnmatchedRow = z.infer<typeof unmatchedRowSchema>
export type DataSetComparison = z.infer<typeof dataSetComparisonSchema>
