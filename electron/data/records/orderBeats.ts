import type { AppError } from '../../shared/appError.ts'
import { badIndex, placeOf, type BeatIndex, type IndexRow } from './beatIndex.ts'
import { earlierAnnotations } from './knownRecords.ts'
import type { LeftOutReason } from './recordBeats.ts'

/** All beats that were cut, in the order of their rows. */
export interface CutBeats {
  /** Of each beat, an index into `records`. */
  record: readonly number[]
  sample: readonly number[]
  label: readonly number[]
  records: readonly string[]
  /** By {@link placeOf}, beats of these records that were left out. */
  leftOut: ReadonlyMap<string, LeftOutReason>
}

/** Which cut beat stands where, and where it comes from. */
export interface BeatOrder {
  /** Of each row of the data set, the number of the cut beat. */
  order: Uint32Array
  sourcePart: Uint8Array
  sourceRow: Uint32Array
  /** Beats that the index does not name. */
  notNamed: number
  /** Rows of the index without a beat here: their record or the beat was left out. */
  withoutBeat: number
}

/** By record and time, as one source file. */
export function orderByTime({ label }: CutBeats): BeatOrder {
  const order = Uint32Array.from(label.keys())
  return { order, sourcePart: new Uint8Array(order.length), sourceRow: order.slice(), notNamed: 0, withoutBeat: 0 }
}

/**
 * As an index says, training file first.
 *
 * @param leftOutRecords records that were not asked for, or are left out
 * @throws AppError `bad-file` with the line of the first row that names no beat of the recordings, or another class
 */
export function orderByIndex(
  beats: CutBeats,
  { rows, source }: BeatIndex,
  leftOutRecords: ReadonlySet<string>,
): BeatOrder {
  const places = new Map(beats.label.map((_, i) => [placeOf(beats.records[beats.record[i]!]!, beats.sample[i]!), i]))
  const findBeat = (row: IndexRow): number | null => {
    const place = placeOf(row.record, row.sample)
    const beat = places.get(place)
    if (beat === undefined) {
      if (leftOutRecords.has(row.record) || beats.leftOut.has(place)) return null
      throw unknownBeat(row, source.name)
    }
    if (beats.label[beat] === row.label) return beat
    throw badIndex(source.name, row.line, `the ${describe(row)} has the label ${beats.label[beat]}, not ${row.label}`)
  }
  const found = rows.flatMap((row) => {
    const beat = findBeat(row)
    return beat === null ? [] : [{ beat, row }]
  })
  return {
    order: Uint32Array.from(found, ({ beat }) => beat),
    sourcePart: Uint8Array.from(found, ({ row }) => row.part),
    sourceRow: Uint32Array.from(found, ({ row }) => row.row),
    notNamed: beats.label.length - found.length,
    withoutBeat: rows.length - found.length,
  }
}

function unknownBeat(row: IndexRow, name: string): AppError {
  const isOf102 = row.record === earlierAnnotations.record
  const more = isOf102
    ? ` (the published set has record 102 by its earlier annotations, ${earlierAnnotations.file})`
    : ''
  return badIndex(name, row.line, `the recordings have no ${describe(row)}${more}`)
}

function describe({ record, sample }: IndexRow): string {
  return `beat at sample ${sample} of record ${record}`
}
