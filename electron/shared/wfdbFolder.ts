import { z } from 'zod'
import { classCountsSchema } from './split.ts'

const countsBySymbolSchema = z.record(z.string(), z.number().int())

/** What a record's header and annotations tell; its signals are not read for it. */
export const recordFactsSchema = z.object({
  record: z.string(),
  /** Records of one person have the same; the record's own name where nothing else is known. */
  person: z.string(),
  sampleRateHz: z.number(),
  durationS: z.number(),
  signals: z.array(z.object({ description: z.string(), units: z.string() })),
  /** Beats by annotation symbol. */
  beatSymbols: countsBySymbolSchema,
  /** Annotations that are no beats, by symbol. */
  otherSymbols: countsBySymbolSchema,
  /** By EC57. */
  classCounts: classCountsSchema,
  age: z.number().nullable(),
  sex: z.string().nullable(),
  medication: z.string().nullable(),
  /** Most of its beats are paced. */
  isPaced: z.boolean(),
})

/** A record that cannot be read, and what is wrong with it. */
export const badRecordSchema = z.object({ record: z.string(), message: z.string(), hint: z.string().optional() })

/** What a folder of WFDB records holds. */
export const wfdbFolderSchema = z.object({
  /** Without its path. */
  name: z.string(),
  records: z.array(recordFactsSchema),
  bad: z.array(badRecordSchema),
  /** The records are the MIT-BIH Arrhythmia Database's own, by the SHA-256 of their files. */
  isMitBih: z.boolean(),
  /** `102-0.atr` is there: the annotations of record 102 that the published set was cut by. */
  hasEarlierAnnotations: z.boolean(),
  /** The name of a `beat_index.csv` or `beat_index.csv.gz` in the folder. */
  index: z.string().nullable(),
})

export type RecordFacts = z.infer<typeof recordFactsSchema>
export type BadRecord = z.infer<typeof badRecordSchema>
export type WfdbFolder = z.infer<typeof wfdbFolderSchema>
