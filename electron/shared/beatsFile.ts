import type { Amplitude } from './amplitude.ts'
import { trailingZeros } from './dataSet.ts'

/**
 * A data set's file is safetensors (https://github.com/huggingface/safetensors), so that any program can read it:
 *
 * | tensor          | type | shape           | what                                                     |
 * | --------------- | ---- | --------------- | -------------------------------------------------------- |
 * | `beats`         | F32  | [beats, length] | samples; by the published rule 187 in 0..1               |
 * | `labels`        | U8   | [beats]         | 0..4 = N S V F Q                                         |
 * | `source_part`   | U8   | [beats]         | 0 training file, 1 test file                             |
 * | `source_row`    | U32  | [beats]         | 0-based row in that file                                 |
 * | `record`        | U16  | [beats]         | index into `records`, 65535 where unknown                |
 * | `record_sample` | U32  | [beats]         | annotation's sample number in the record, 2^32-1 unknown |
 *
 * An excerpt has all labels and origins, but the samples of a few beats only: `beats` is [kept, length], and one tensor
 * more, `kept` (U32, [kept], ascending), tells of which rows they are.
 *
 * `__metadata__` carries `sample_rate_hz`, `records` and `persons` (JSON lists of equal length), `licence`, `attribution`,
 * where they are not in 0..1 what the values are (`amplitude`: `millivolt` or `standardised`; `unit` where it is left out),
 * and, where it is known without record names, `published_split_persons`.
 */
export interface BeatsFile {
  count: number
  length: number
  beats: Float32Array
  labels: Uint8Array
  sourcePart: Uint8Array
  sourceRow: Uint32Array
  record: Uint16Array
  recordSample: Uint32Array
  /** Of an excerpt: the rows, ascending, that `beats` holds the samples of. Left out where it holds those of all. */
  kept?: Uint32Array
  metadata: BeatsMetadata
}

export interface BeatsMetadata {
  sampleRateHz: number
  /** What the values are; `unit` where it is left out. */
  amplitude?: Amplitude
  records: string[]
  /** The person of each record: 201 and 202 are one. */
  persons: string[]
  licence: string
  attribution: string
  /** Persons with beats in both source files, and in either, where the source names no records but the fact is known. */
  publishedSplitPersons?: { shared: number; all: number }
}

export const unknownRecord = 65535
export const unknownSample = 2 ** 32 - 1

/** Samples of filled zeros at the end of a beat: only values in 0..1 are filled up. */
export function paddingOf(samples: ArrayLike<number>, amplitude: Amplitude = 'unit'): number {
  return amplitude === 'unit' ? trailingZeros(samples) : 0
}
