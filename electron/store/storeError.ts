import Database from 'better-sqlite3'
import { AppError } from '../shared/appError.ts'

const { SqliteError } = Database

type Telling = (path: string, error: Error) => AppError

const diskFull: Telling = (path) =>
  new AppError(
    'disk-full',
    `The disk that holds ${path} is full.`,
    'Nothing that was saved is lost: free some space there and do it again.',
  )

const readOnly: Telling = (path) =>
  new AppError(
    'read-only',
    `${path} cannot be written.`,
    'Choose a database in a folder you may write to (--db FILE), or change the permissions.',
  )

const unsound: Telling = (path, error) =>
  new AppError(
    'bad-file',
    `${path} is not a sound Beatbench database: ${error.message}.`,
    'Choose another file, or restore it from a backup.',
  )

const busy: Telling = (path) =>
  new AppError('conflict', `Another program is using ${path}.`, 'Close it there, then do it again.')

/** By SQLite's primary result code or the system's errno. */
const tellings: Record<string, Telling> = {
  SQLITE_FULL: diskFull,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  SQLITE_READONLY: readOnly,
  SQLITE_CANTOPEN: readOnly,
  SQLITE_PERM: readOnly,
  EROFS: readOnly,
  EACCES: readOnly,
  EPERM: readOnly,
  ENOTDIR: readOnly,
  EEXIST: readOnly,
  SQLITE_NOTADB: unsound,
  SQLITE_CORRUPT: unsound,
  EISDIR: unsound,
  SQLITE_BUSY: busy,
}

/**
 * What SQLite and the file system say, in words a user can act on.
 * Anything that no user can mend is handed back as it came.
 */
export function toStoreError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error
  // SQLITE_READONLY_DBMOVED and the like are kinds of SQLITE_READONLY.
  const code = String(error.code).split('_').slice(0, 2).join('_')
  return tellings[code]?.(path, error) ?? error
}

/** True for the error of a UNIQUE or PRIMARY KEY constraint. */
export function isDuplicate(error: unknown): boolean {
  return (
    error instanceof SqliteError &&
    (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
  )
}

type Functions = Record<string, (...args: never[]) => unknown>

/** The same functions, with what SQLite throws said by {@link toStoreError}: the store's border. */
export function speakPlainly<T extends object>(table: T, path: string): T {
  const entries = Object.entries(table as Functions).map(([name, fn]) => [
    name,
    (...args: never[]) => {
      try {
        return fn(...args)
      } catch (error) {
        throw toStoreError(error, path)
      }
    },
  ])
  return Object.fromEntries(entries) as T
}
