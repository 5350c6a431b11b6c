import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { refuseNetworkFileSystem } from './disk.ts'
import { makeFolder } from './durable.ts'
import { toStoreError } from './storeError.ts'

/** Held by the one engine of a database. */
export interface EngineLock {
  release(): void
}

/** The same database has the same name, whichever link it is reached by. */
export function realDatabasePath(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  return join(realpathSync(dirname(path)), basename(path))
}

/**
 * Takes the ownership of the database at `path` (which need not exist yet; its folder is made): an exclusive transaction
 * on a small SQLite file beside it. The kernel holds the lock and frees it when the process dies, however it dies.
 * Answers null when another engine holds it. Throws AppError `read-only` or `network-file-system`.
 */
export function holdEngineLock(path: string): EngineLock | null {
  let db: Database.Database | undefined
  try {
    makeFolder(dirname(path))
    refuseNetworkFileSystem(realpathSync(dirname(path)))
    db = new Database(`${realDatabasePath(path)}.lock`, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw toStoreError(error, path)
  }
  const held = db
  return { release: () => void held.close() }
}
