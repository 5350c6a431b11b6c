import { beatClasses } from '../../../electron/shared/beatClass.ts'
import type { DataSet, RecordCounts } from '../../../electron/shared/dataSet.ts'
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

/** Persons of the records; two records can be one person. */
export function personCount(records: readonly RecordCounts[]): number {
  return new Set(records.map((record) => record.person)).size
}

/** Longer notes do not fit in the head of the page. */
export function isLongNote(text: string): boolean {
  return text.length > 60
}

/** How single beats are to be read: what their values are, and where R is. */
export function beatsNote({ amplitude, provenance }: Pick<DataSet, 'amplitude' | 'provenance'>): string {
  const values = { unit: 'scaled 0 to 1', millivolt: 'in millivolts', standardised: 'in standard deviations' }[
    amplitude
  ]
  if (provenance.extraction?.rule.kind === 'window') return `${values}; dashed: R`
  return `${values}, R peak at the left; grey: zero padding`
}

/** All beats; of two source files, those of each. */
export function rowsText({ beats, provenance }: Pick<DataSet, 'beats' | 'provenance'>): string {
  if (provenance.source !== 'kaggle-csv') return formatCount(beats)
  return provenance.files.map((file) => formatCount(file.rows)).join(' + ')
}

/** The rate of the beats, and how it comes from that of the recordings where every third sample was taken. */
export function rateText({ sampleRateHz, provenance }: Pick<DataSet, 'sampleRateHz' | 'provenance'>): string {
  const { source, extraction } = provenance
  const isThird = source === 'sample' || source === 'kaggle-csv' || extraction?.rule.kind === 'published'
  return `${sampleRateHz} Hz${isThird ? ' (360 / 3)' : ''}`
}
