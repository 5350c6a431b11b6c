import { AppError } from '../../shared/appError.ts'
import type { BadRecord } from '../../shared/wfdbFolder.ts'
import type { CutCollection } from './cutCollection.ts'
import { leftOutReasons } from './recordBeats.ts'

/** Of very many bad records, so many are named. */
const mostNamed = 50

/** What is wrong with a record, for the user. @throws what is no AppError: a defect. */
export function badRecord(record: string, error: unknown): BadRecord {
  if (!(error instanceof AppError)) throw error
  const { message, hint } = error
  return { record, message, ...(hint === undefined ? {} : { hint }) }
}

/** The refusal of an import that names all records that cannot be imported. */
export function badRecordsError(bad: readonly BadRecord[], all: number): AppError {
  const named = bad.slice(0, mostNamed).map(({ record, message }) => `${record} (${message.replace(/\.$/, '')})`)
  const more = bad.length > mostNamed ? ` and ${bad.length - mostNamed} more` : ''
  return new AppError(
    'bad-file',
    `${bad.length} of ${all} ${all === 1 ? 'record' : 'records'} cannot be imported: ${named.join('; ')}${more}.`,
    'Nothing was imported. Take fresh copies or other options, or leave such records out (--skip-bad on the command line).',
  )
}

/** The refusal of an import that has nothing to keep, with what became of the beats. */
export function noBeatsError({ leftOutCounts, leftOutRecords }: CutCollection): AppError {
  const beats = [...leftOutCounts].map(([reason, count]) => `${count} ${leftOutReasons[reason]}`)
  const records = leftOutRecords
    .slice(0, mostNamed)
    .map(({ record, reason }) => `${record} (${reason.replace(/\.$/, '')})`)
  const parts = [
    beats.length > 0 ? `beats left out: ${beats.join(', ')}` : '',
    records.length > 0 ? `records left out: ${records.join('; ')}` : '',
  ]
  const why = parts.filter((part) => part !== '').join('; ')
  return new AppError(
    'bad-file',
    `No beat is left${why === '' ? '' : `: ${why}`}.`,
    'Choose other records, or another rule.',
  )
}
