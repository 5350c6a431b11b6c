import { z } from 'zod'
import { amplitudeSchema } from './amplitude.ts'
import { extractionSchema } from './extraction.ts'
import { classCountsSchema, splitSummarySchema } from './split.ts'
import { idSchema, nameSchema } from './study.ts'

/** Where a data set came from, told to the reader and stored beside the beats. */
export const provenanceSchema = z.object({
  source: z.enum(['sample', 'kaggle-csv', 'synthetic', 'wfdb']),
  /**
   * The files read, in order, with what was read of them: SHA-256 of the bytes on disk and, for gzip, of the text inside.
   * `rows` of an annotation file are the beats taken; other files of a record have none.
   */
  files: z.array(
    z.object({
      name: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      unpackedSha256: z.string().nullable(),
      rows: z.number().int(),
    }),
  ),
  /** How beats were cut and scaled. */
  rule: z.string(),
  /** What the beats' values are; `unit` where it is left out. */
  amplitude: amplitudeSchema.optional(),
  /** Of beats cut from recordings: how. */
  extraction: extractionSchema.optional(),
  licence: z.string(),
  attribution: z.string(),
  /** Said where it matters: "test file: published hash matches" and the like. */
  notes: z.array(z.object({ tone: z.enum(['success', 'info', 'warning']), text: z.string() })),
})

/** Beats of one record, by class. */
export const recordCountsSchema = z.object({ record: z.string(), person: z.string(), counts: classCountsSchema })

export const dataSetSchema = z.object({
  id: idSchema,
  name: nameSchema,
  beats: z.number().int(),
  beatLength: z.number().int(),
  sampleRateHz: z.number(),
  /** What the beats' values are. */
  amplitude: amplitudeSchema,
  classCounts: classCountsSchema,
  /** SHA-256 of the beats file. */
  sha256: z.string(),
  bytes: z.number(),
  /** Of how many beats the samples are here: of all, of an excerpt's, or of none where the file is missing. */
  beatsHere: z.number().int(),
  provenance: provenanceSchema,
  /** Empty where the source names no records. */
  records: z.array(recordCountsSchema),
  splits: z.array(splitSummarySchema),
  archived: z.boolean(),
  createdAt: z.string(),
  studyCount: z.number().int(),
})

/** One beat as it is drawn. `samples` has `beatLength` values; the last `padding` of them are filled zeros. */
export const beatSchema = z.object({
  /** 0-based row of the data set: training file first, then the test file. */
  row: z.number().int(),
  label: z.number().int(),
  samples: z.array(z.number()),
  padding: z.number().int(),
  record: z.string().nullable(),
  /** Sample number of the R peak's annotation in the record, at the record's own rate. */
  recordSample: z.number().int().nullable(),
  /** The source file and the 0-based row in it; the built-in sample is one file, `train`. */
  sourcePart: z.enum(['train', 'test']),
  sourceRow: z.number().int(),
})

export type Provenance = z.infer<typeof provenanceSchema>
export type RecordCounts = z.infer<typeof recordCountsSchema>
export type DataSet = z.infer<typeof dataSetSchema>
export type Beat = z.infer<typeof beatSchema>

/** Zeros at the end of a row, which the published rule fills up with. A real beat seldom ends in a zero. */
export function trailingZeros(samples: ArrayLike<number>): number {
  let count = 0
  while (count < samples.length && samples[samples.length - 1 - count] === 0) count++
  return count
}
