import { AppError } from '../shared/appError.ts'
import { classCount } from '../shared/beatClass.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import type { DataSetComparison, UnmatchedRow } from '../shared/dataSetComparison.ts'
import { originOf } from './beats.ts'
import { readBeatsFile } from './beatsFile.ts'
import { countClasses } from './classCounts.ts'
import { SampleRows } from './sampleRows.ts'

const mostExamples = 10

/** Compares two beats files; see {@link compareBeats}. @throws AppError `not-found`, `bad-file`. */
export function compareBeatsFiles(a: string, b: string): DataSetComparison {
  return compareBeats(readBeatsFile(a), readBeatsFile(b))
}

/**
 * Compares two data sets as multisets of rows: a row is its samples, bit for bit, and its label. Where a row stands, and
 * where it comes from, does not count.
 *
 * @throws AppError `bad-input` for excerpts, of whose beats only a few have samples
 */
export function compareBeats(a: BeatsFile, b: BeatsFile): DataSetComparison {
  if (a.kept || b.kept) throw new AppError('bad-input', 'Excerpts cannot be compared.', 'Import the whole data sets.')
  const known = new SampleRows()
  const idsOfA = known.identify(a)
  const idsOfB = known.identify(b)
  const [unmatchedA, unmatchedB] = [findUnmatched([a, idsOfA], [b, idsOfB]), findUnmatched([b, idsOfB], [a, idsOfA])]
  const isEqualAt = (row: number) => idsOfA[row] === idsOfB[row] && a.labels[row] === b.labels[row]
  return {
    a: describeSide(a, { ids: idsOfA, unmatched: unmatchedA, others: idsAt(idsOfB, unmatchedB) }),
    b: describeSide(b, { ids: idsOfB, unmatched: unmatchedB, others: idsAt(idsOfA, unmatchedA) }),
    equal: a.count - unmatchedA.length,
    differing: Math.max(unmatchedA.length, unmatchedB.length),
    hasSameOrder: a.count === b.count && idsOfA.every((_, row) => isEqualAt(row)),
  }
}

/** Rows of the first that the second has not, or not so often. */
function findUnmatched(
  [file, ids]: readonly [BeatsFile, Uint32Array],
  [other, otherIds]: readonly [BeatsFile, Uint32Array],
): number[] {
  const keyOf = (id: number, label: number) => id * classCount + label
  const left = new Map<number, number>()
  otherIds.forEach((id, row) => {
    const key = keyOf(id, other.labels[row]!)
    left.set(key, (left.get(key) ?? 0) + 1)
  })
  const unmatched: number[] = []
  ids.forEach((id, row) => {
    const key = keyOf(id, file.labels[row]!)
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    else unmatched.push(row)
  })
  return unmatched
}

function idsAt(ids: Uint32Array, rows: readonly number[]): Set<number> {
  return new Set(rows.map((row) => ids[row]!))
}

interface Unmatched {
  ids: Uint32Array
  unmatched: readonly number[]
  /** Samples of the other's unmatched rows. */
  others: ReadonlySet<number>
}

function describeSide(file: BeatsFile, { ids, unmatched, others }: Unmatched): DataSetComparison['a'] {
  const isRelabelled = (row: number) => others.has(ids[row]!)
  return {
    beats: file.count,
    beatLength: file.length,
    sampleRateHz: file.metadata.sampleRateHz,
    only: unmatched.length,
    onlyByClass: countClasses(file.labels, Uint32Array.from(unmatched)),
    relabelled: unmatched.filter(isRelabelled).length,
    examples: unmatched.slice(0, mostExamples).map((row) => describeRow(file, row, isRelabelled(row))),
  }
}

function describeRow(file: BeatsFile, row: number, isRelabelled: boolean): UnmatchedRow {
  return { row, label: file.labels[row]!, ...originOf(file, row), isRelabelled }
}
