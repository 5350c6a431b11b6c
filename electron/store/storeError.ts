import Database from 'better-sqlite3'
import { AppError } from '../shared/appError.ts'

const { SqliteError } = Database

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/**
 * What SQLite and the file system say, in words a user can act on.
 * Anything that no user can mend is handed back as it came.
 */
export function toStoreError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      `The disk that holds ${path} is full.`,
      'Nothing was lost: free some space there and do it again.',
    )
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return readOnly(path)
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new AppError(
      'read-only',
      `${path} cannot be opened.`,
      'See that its folder exists and that you may write there.',
    )
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new AppError(
      'bad-file',
      `${path} is not a sound Beatbench database: ${error instanceof Error ? error.message : code}.`,
      'Choose another file, or restore it from a backup.',
    )
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new AppError('conflict', `Another program is using ${path}.`, 'Close it there, then do it again.')
  }
  return error
}

/** The error of a folder or file that may not be written. */
export function readOnly(path: string): AppError {
  return new AppError(
    'read-only',
    `${path} cannot be written.`,
    'Choose a database in a folder you may write to (--db FILE), or change the permissions.',
  )
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
