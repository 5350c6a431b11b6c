import { existsSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../shared/appError.ts'
import { syncFolderOf } from './durable.ts'
import { first } from './migrations/001-first.ts'
import { second } from './migrations/002-checkpoints.ts'
import { third } from './migrations/003-scheduling.ts'
import { fourth } from './migrations/004-excerpts.ts'
import { fifth } from './migrations/005-splits.ts'

/** `PRAGMA application_id` of a Beatbench database: "BEAT" in ASCII. */
export const applicationId = 0x42454154

/** One step of the schema, released once and never edited after. */
export interface Migration {
  version: number
  sql: string
  /** What SQL alone cannot do, after it. */
  convert?: (db: Database.Database) => void
}

/** All steps, in order: a released one stays as it is. */
export const migrations: readonly Migration[] = [first, second, third, fourth, fifth]

/** The schema version that this program writes. */
export const schemaVersion = migrations.length

function numberOf(db: Database.Database, pragma: string): number {
  return Number(db.pragma(pragma, { simple: true }))
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
}

/**
 * Says whether `db` is ours and of which version, changing nothing.
 * Throws AppError `bad-file` for a database of another program, `newer-database` for one of a later Beatbench.
 */
export function checkVersion(db: Database.Database, path: string, newest = schemaVersion): number {
  const version = numberOf(db, 'user_version')
  if (!isEmpty(db) && numberOf(db, 'application_id') !== applicationId) {
    throw new AppError('bad-file', `${path} is a database of another program.`, 'Choose a Beatbench database.')
  }
  if (version > newest) {
    throw new AppError(
      'newer-database',
      `${path} was written by a newer Beatbench (schema ${version}; this one knows up to ${newest}).`,
      'Update Beatbench, or open another database. Nothing in it was changed.',
    )
  }
  return version
}

/**
 * Copies the open database to `target` and checks the copy before it gets its name.
 * Throws AppError `bad-file` when the copy is not sound.
 */
export function backUp(db: Database.Database, target: string): void {
  const temporary = `${target}.tmp`
  rmSync(temporary, { force: true })
  try {
    db.prepare('VACUUM INTO ?').run(temporary)
    checkIntegrity(temporary)
    renameSync(temporary, target)
    syncFolderOf(target)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Throws AppError `bad-file` unless SQLite finds the database file at `path` sound. Never call it on an open one. */
export function checkIntegrity(path: string): void {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const verdict = String(db.pragma('integrity_check', { simple: true }))
    if (verdict !== 'ok') throw new AppError('bad-file', `${path} is damaged: ${verdict}.`, 'Restore it from a backup.')
  } finally {
    db.close()
  }
}

function freeBackupName(path: string, version: number): string {
  const name = (n: number) => `${path}.schema-${version}${n === 1 ? '' : `-${n}`}.backup`
  let n = 1
  while (existsSync(name(n))) n++
  return name(n)
}

/**
 * Brings a database to the newest schema, one transaction a step, after a verified backup beside it when it holds
 * anything. A failing step changes nothing. Answers the backup's path, or null when none was needed.
 */
export function migrate(db: Database.Database, path: string, steps: readonly Migration[] = migrations): string | null {
  const version = checkVersion(db, path, steps.length)
  const missing = steps.slice(version)
  if (missing.length === 0) return null
  let backupPath: string | null = null
  if (!isEmpty(db)) {
    backupPath = freeBackupName(path, version)
    backUp(db, backupPath)
  }
  // A step may rebuild a table that others refer to; references are checked before it is committed.
  db.pragma('foreign_keys = OFF')
  for (const step of missing) applyStep(db, step)
  db.pragma('foreign_keys = ON')
  return backupPath
}

function applyStep(db: Database.Database, step: Migration): void {
  db.transaction(() => {
    db.exec(step.sql)
    step.convert?.(db)
    const broken = db.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new Error(`Migration ${step.version} leaves ${broken.length} broken references.`)
    db.pragma(`user_version = ${step.version}`)
    db.pragma(`application_id = ${applicationId}`)
  }).exclusive()
}
