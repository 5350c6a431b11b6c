import type { WfdbRecord, WfdbSignalData } from '../wfdb/readRecord.ts'

/** Why a beat of a record that could be read is not among the rows. */
export const leftOutReasons = {
  mapping: 'symbol left out by the mapping',
  last: 'last annotation of its record, for which the published rule has no end',
  ends: 'reaches beyond the start or the end of its record',
  empty: 'no samples before the next annotations',
  missing: 'samples missing in the recording',
  index: 'not in the index',
} as const

export type LeftOutReason = keyof typeof leftOutReasons

/** A beat by its annotation. */
export interface CutBeat {
  /** Of the annotation, at the record's own rate. */
  sample: number
  symbol: string
  label: number
}

/** What became of a record's beats. The rows of `beats` have gone to the sink, in this order. */
export interface RecordBeats {
  beats: CutBeat[]
  leftOut: { sample: number; reason: LeftOutReason }[]
}

/** Where rows of beats go. */
export interface RowSink {
  /** The next row, to be filled in before the one after it is asked for. */
  next(): Float32Array
}

/** A record, the signal of it that is cut, and the labels of the symbols whose beats are taken. */
export interface RecordToCut {
  record: WfdbRecord
  signal: WfdbSignalData
  labels: ReadonlyMap<string, number>
}
