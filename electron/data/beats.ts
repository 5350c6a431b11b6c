import { AppError } from '../shared/appError.ts'
import { classCount } from '../shared/beatClass.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import { paddingOf, unknownSample } from '../shared/beatsFile.ts'
import type { Beat, RecordCounts } from '../shared/dataSet.ts'

const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95]

/** Samples of one beat; null where an excerpt leaves them out, or there is no such row. */
export function samplesOf({ beats, length, count, kept }: BeatsFile, row: number): Float32Array | null {
  const place = kept ? kept.indexOf(row) : row < count ? row : -1
  return place < 0 ? null : beats.subarray(place * length, (place + 1) * length)
}

/**
 * One beat as it is drawn.
 *
 * @throws AppError `not-found` where the data set has no such row, or an excerpt not its samples
 */
export function beatAt(file: BeatsFile, row: number): Beat {
  if (!Number.isInteger(row) || row < 0 || row >= file.count) {
    throw new AppError('not-found', `There is no beat ${row}.`, `The data set's beats are 0 to ${file.count - 1}.`)
  }
  const found = samplesOf(file, row)
  if (!found) {
    throw new AppError(
      'not-found',
      `The samples of this beat are not here: ${file.kept?.length} of the data set's ${file.count} beats are.`,
      'Import the data set for the others.',
    )
  }
  const samples = [...found]
  return {
    row,
    label: file.labels[row]!,
    samples,
    padding: paddingOf(samples, file.metadata.amplitude),
    ...originOf(file, row),
  }
}

/** Where a beat comes from: recording and the sample of its annotation, as far as the data set knows, and source file and row. */
export function originOf(
  file: BeatsFile,
  row: number,
): Pick<Beat, 'record' | 'recordSample' | 'sourcePart' | 'sourceRow'> {
  const recordSample = file.recordSample[row]!
  return {
    record: file.metadata.records[file.record[row]!] ?? null,
    recordSample: recordSample === unknownSample ? null : recordSample,
    sourcePart: file.sourcePart[row] === 1 ? 'test' : 'train',
    sourceRow: file.sourceRow[row]!,
  }
}

/**
 * The number by which a beat is known in a study: of the published split its row in its source file, as other programs
 * count them; of any other split, where a part may hold rows of both files, its row in the data set.
 */
export function beatNumber(file: BeatsFile, split: string, row: number): number {
  return split === 'published' ? file.sourceRow[row]! : row
}

/** The data set's row of a beat that is known by its {@link beatNumber}, among the rows of a part; undefined where it is not there. */
export function rowOfBeat(
  file: BeatsFile,
  split: string,
  { rows, number }: { rows: Uint32Array; number: number },
): number | undefined {
  return rows.find((row) => beatNumber(file, split, row) === number)
}

/**
 * Quantiles (5, 25, 50, 75, 95 %, linear between values as in NumPy) of the beats' lengths before padding, in samples,
 * for each class; null for a class without beats. An excerpt has too few to say: all null.
 */
export function lengthQuantiles(file: BeatsFile): (number[] | null)[] {
  const lengths = Array.from({ length: classCount }, (): number[] => [])
  if (file.kept) return lengths.map(() => null)
  for (let row = 0; row < file.count; row++) {
    const samples = file.beats.subarray(row * file.length, (row + 1) * file.length)
    lengths[file.labels[row]!]!.push(file.length - paddingOf(samples, file.metadata.amplitude))
  }
  return lengths.map((ofClass) => {
    if (ofClass.length === 0) return null
    const sorted = Uint16Array.from(ofClass).sort()
    return quantiles.map((quantile) => interpolate(sorted, quantile * (sorted.length - 1)))
  })
}

/** Beats of each record by class, in the file's order of records; empty where the source names none. */
export function countRecords(file: Pick<BeatsFile, 'metadata' | 'count' | 'record' | 'labels'>): RecordCounts[] {
  const { records, persons } = file.metadata
  const counts = records.map(() => new Array<number>(classCount).fill(0))
  for (let row = 0; row < file.count; row++) {
    const ofRecord = counts[file.record[row]!]
    if (ofRecord) ofRecord[file.labels[row]!]!++
  }
  return records.map((record, index) => ({ record, person: persons[index]!, counts: counts[index]! }))
}

function interpolate(sorted: Uint16Array, position: number): number {
  const lower = Math.floor(position)
  const low = sorted[lower]!
  const high = sorted[Math.min(lower + 1, sorted.length - 1)]!
  return low + (high - low) * (position - lower)
}
