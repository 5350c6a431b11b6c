import { beatClasses } from '../../../electron/shared/beatClass.ts'
import type { DataSet, RecordCounts } from '../../../electron/shared/dataSet.ts'
import type { SplitSummary } from '../../../electron/shared/split.ts'
import { formatCount } from '../../composables/format.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Where a data set came from, in two words. */
export const sourceNames: Record<DataSet['provenance']['source'], string> = {
  sample: 'built in',
  'kaggle-csv': 'CSV pair',
  synthetic: 'generated',
  wfdb: 'recordings',
}

/** What to know of a data set whose beats are not all in this database; null where they are. */
export function absenceNote({ beats, beatsHere }: Pick<DataSet, 'beats' | 'beatsHere'>): string | null {
  if (beatsHere === beats) return null
  if (beatsHere === 0) return 'Its beats are not in this database. Import the same files to bring them back.'
  return `Examples only: ${beatsHere} of ${formatCount(beats)} beats are in this database. Import the same files for the others.`
}

export interface Imbalance {
  largest: string
  smallest: string
  ratio: number
  accuracy: number
  macroF1: number
}

/**
 * What always saying the largest class would score: accuracy p, and macro F1 = 2p / (1 + p) / 5,
 * since that class has precision p and recall 1 and the other four have F1 = 0. Null for an empty set.
 */
export function imbalance(counts: readonly number[]): Imbalance | null {
  const present = counts.map((count, label) => ({ count, label })).filter(({ count }) => count > 0)
  if (present.length === 0) return null
  const largest = present.reduce((best, next) => (next.count > best.count ? next : best))
  const smallest = present.reduce((best, next) => (next.count < best.count ? next : best))
  const share = largest.count / sum(counts)
  return {
    largest: beatClasses[largest.label] ?? '',
    smallest: beatClasses[smallest.label] ?? '',
    ratio: largest.count / smallest.count,
    accuracy: share,
    macroF1: (2 * share) / (1 + share) / counts.length,
  }
}

export interface ClassSpread {
  label: number
  /** Records with at least one beat of the class. */
  records: number
  /** The fewest records that together hold half of the class's beats; 0 for a class without beats. */
  halfIn: number
}

/** How unevenly each class is spread over records. */
export function classSpread(records: readonly RecordCounts[]): ClassSpread[] {
  return beatClasses.map((_, label) => {
    const counts = records.map((record) => record.counts[label] ?? 0).filter((count) => count > 0)
    counts.sort((a, b) => b - a)
    const half = sum(counts) / 2
    let held = 0
    const halfIn = counts.findIndex((count) => (held += count) >= half) + 1
    return { label, records: counts.length, halfIn }
  })
}

/** Fewer test beats than this make an F1 that one beat can move by several hundredths. */
const fewBeats = 20

/** What to know before trusting scores of a split: classes with few or no test beats, shared persons. */
export function splitCautions(split: SplitSummary): string[] {
  const cautions = split.counts.test.flatMap((count, label) => {
    const letter = beatClasses[label] ?? ''
    if (count === 0) return [`${letter} has no test beat: its F1 means nothing.`]
    if (count < fewBeats) return [`${letter} has ${count} test beats: too few for an F1.`]
    return []
  })
  const absent = split.counts.train.flatMap((count, label) => (count === 0 ? [beatClasses[label] ?? ''] : []))
  if (absent.length > 0) cautions.push(`No training beat of ${absent.join(', ')}.`)
  return cautions
}

/** Persons of the records; two records can be one person. */
export function personCount(records: readonly RecordCounts[]): number {
  return new Set(records.map((record) => record.person)).size
}

/** Longer notes do not fit in the head of the page. */
export function isLongNote(text: string): boolean {
  return text.length > 60
}
