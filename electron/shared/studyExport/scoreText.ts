import type { Interval } from '../studyStatistics.ts'
import type { Mean, TableRow } from '../studyTable.ts'

/** Digits after the point of every printed score. */
export const scoreDigits = 3

/** `0.917`, or a dash where there is no score. */
export function meanText(score: Mean | null): string {
  return score === null ? '–' : score.mean.toFixed(scoreDigits)
}

/** Standard deviation over seeds, or null below two seeds. */
export function sdText(score: Mean | null): string | null {
  return score === null || score.sd === null ? null : score.sd.toFixed(scoreDigits)
}

/** `+0.012`, with the true minus sign for negative ones. */
export function signedText(value: number): string {
  const text = Math.abs(value).toFixed(scoreDigits)
  if (Number(text) === 0) return text
  return `${value < 0 ? '−' : '+'}${text}`
}

const plainText = (value: number): string => value.toFixed(scoreDigits).replace('-', '−')

/** `[0.900, 0.929]`, its ends by the given writer; nothing where there is none. */
export function intervalEnds(interval: Interval | null, write: (end: number) => string = plainText): string {
  return interval ? `[${interval.map((end) => write(end)).join(', ')}]` : ''
}

/** The 95 % interval of the mean by Student's t, or nothing below two seeds. */
export function intervalText(score: Mean | null): string {
  return intervalEnds(score?.interval ?? null)
}

/** `+0.022 [−0.001, +0.045]`, and on how many pairs it stands where that is not all of the row's scores. */
export function differenceText({ difference, headline }: TableRow): string {
  if (difference === null) return ''
  const interval = difference.interval ? ` ${intervalEnds(difference.interval, signedText)}` : ''
  return `${signedText(difference.mean)}${interval}${difference.n === headline?.n ? '' : ` (n = ${difference.n})`}`
}

/** What bold print means under a table. */
export const boldNote = 'Bold: the largest printed mean of its column; no test that it differs from the others.'

/** Values of the blocks on one line: `32, 64`; equal ones once: `3`. */
export function blocksText(values: readonly number[], each = ' each'): string {
  const [first] = values
  if (values.length > 1 && values.every((value) => value === first)) return `${first}${each}`
  return values.join(', ')
}

/** A score column of the table: what it is called, and how it is read. */
export interface ScoreColumn {
  title: string
  read: (row: TableRow) => Mean | null
}

/** The rows whose printed mean is the column's largest; empty where no row has a smaller one. */
export function bestRows(rows: readonly TableRow[], column: ScoreColumn): Set<TableRow> {
  const scored = rows.filter((row) => column.read(row) !== null)
  const best = Math.max(...scored.map((row) => Number(meanText(column.read(row)))))
  const bestOnes = scored.filter((row) => Number(meanText(column.read(row))) === best)
  return new Set(bestOnes.length < scored.length ? bestOnes : [])
}
