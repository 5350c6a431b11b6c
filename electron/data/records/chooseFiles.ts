import { readdir } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'
import { AppError } from '../../shared/appError.ts'
import type { RecordsSpec } from '../../shared/importProtocol.ts'
import { withFileErrors } from '../fileErrors.ts'
import { listRecords } from '../wfdb/readRecord.ts'
import { earlierAnnotations } from './knownRecords.ts'

export const indexNames = ['beat_index.csv', 'beat_index.csv.gz']
const namedRecords = 20

/** What an import reads. */
export interface ChosenFiles {
  /** In the folder's order. */
  records: { name: string; /** Its name in the record's folder. */ annotations: string }[]
  /** Records of the folder that are not to be imported. */
  notAsked: string[]
  indexPath: string | null
}

/**
 * Finds the records that were asked for, and the index.
 * @throws AppError `not-found` for what is not there, also for a person of a record that is not.
 */
export async function chooseFiles({
  folder,
  annotator,
  records,
  index,
  rule,
  persons,
}: RecordsSpec): Promise<ChosenFiles> {
  const all = await listRecordsOf(folder)
  const files = await withFileErrors(folder, () => readdir(folder))
  const missing = [...(records ?? []), ...Object.keys(persons)].filter((record) => !all.includes(record))
  if (missing.length > 0) throw noSuchRecord(basename(folder), [...new Set(missing)], all)
  const indexPath = index === 'in-folder' ? findIndex(folder, files) : (index?.path ?? null)
  const isEarlier = (name: string) =>
    (rule.kind === 'published' || index !== null) &&
    annotator === 'atr' &&
    name === earlierAnnotations.record &&
    files.includes(earlierAnnotations.file)
  const isAsked = (name: string) => records === null || records.includes(name)
  return {
    records: all.filter(isAsked).map((name) => ({
      name,
      annotations: isEarlier(name) ? earlierAnnotations.file : `${posix.basename(name)}.${annotator}`,
    })),
    notAsked: all.filter((name) => !isAsked(name)),
    indexPath,
  }
}

/** Names of a folder's records. @throws AppError `not-found` or `bad-file` where there are none. */
export async function listRecordsOf(folder: string): Promise<string[]> {
  const names = await listRecords(folder)
  if (names.length > 0) return names
  const hint = 'Choose the folder that holds the .hea, .dat and annotation files of the records.'
  throw new AppError('not-found', `${folder} holds no WFDB records: there is no header file (.hea).`, hint)
}

function findIndex(folder: string, files: readonly string[]): string {
  const name = indexNames.find((candidate) => files.includes(candidate))
  if (name !== undefined) return join(folder, name)
  throw new AppError('not-found', `${basename(folder)} has no ${indexNames.join(' or ')}.`, 'Import without an index.')
}

function noSuchRecord(folder: string, missing: readonly string[], all: readonly string[]): AppError {
  const some = (names: readonly string[]) =>
    `${names.slice(0, namedRecords).join(', ')}${names.length > namedRecords ? ' and more' : ''}`
  return new AppError('not-found', `${folder} has no record ${some(missing)}.`, `Its records are ${some(all)}.`)
}
