import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import {
  applicationId,
  checkIntegrity,
  migrations,
  schemaVersion,
  type Migration,
} from '../../electron/store/migrate.ts'
import { openDatabase, openStore } from '../../electron/store/openStore.ts'
import { addFinishedRun, addStudy } from './samples.ts'
import { temporaryFolder, thrownBy } from './temporaryStore.ts'

const pathIn = (folder: string) => join(folder, 'experiments.db')
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** A database file with rows in it, closed; nothing of it in a side file. */
function filledDatabase(folder: string): string {
  const store = openStore(pathIn(folder))
  addFinishedRun(store, addStudy(store))
  store.close()
  return pathIn(folder)
}

const version = schemaVersion + 1
const next: Migration = { version, sql: "ALTER TABLE studies ADD COLUMN question TEXT NOT NULL DEFAULT 'none'" }
const broken: Migration = { version, sql: 'CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)' }
const rude: Migration = { version, sql: 'UPDATE variants SET study_id = 999' }
const unable: Migration = {
  version,
  sql: 'CREATE TABLE half (a INTEGER) STRICT',
  convert: () => {
    throw new Error('no such variant')
  },
}

describe('migrations', () => {
  it('make an empty file into a database of the newest schema, without a backup', () => {
    const folder = temporaryFolder()
    writeFileSync(pathIn(folder), '')
    const db = openDatabase(pathIn(folder))
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion)
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId)
    db.close()
    expect(readdirSync(folder)).toEqual(['experiments.db'])
  })

  it('make every table STRICT', () => {
    const db = openDatabase(pathIn(temporaryFolder()))
    const tables = db
      .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
      .all()
    db.close()
    const ours = (tables as { name: string; strict: number }[]).filter(({ name }) => !name.startsWith('sqlite_'))
    expect(ours.length).toBeGreaterThan(10)
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([])
  })

  it('keep rows and leave a sound backup of the version before', () => {
    const folder = temporaryFolder()
    const path = filledDatabase(folder)
    const db = openDatabase(path, [...migrations, next])
    expect(db.pragma('user_version', { simple: true })).toBe(version)
    expect(db.prepare('SELECT name, question FROM studies').all()).toEqual([{ name: 'depth', question: 'none' }])
    db.close()

    const backup = `${path}.schema-${schemaVersion}.backup`
    checkIntegrity(backup)
    const old = new Database(backup, { readonly: true })
    expect(old.pragma('user_version', { simple: true })).toBe(schemaVersion)
    expect(old.prepare('SELECT count(*) AS n FROM runs').get()).toEqual({ n: 1 })
    old.close()
  })

  it('never overwrite an earlier backup', () => {
    const folder = temporaryFolder()
    const path = filledDatabase(folder)
    writeFileSync(`${path}.schema-${schemaVersion}.backup`, 'earlier')
    openDatabase(path, [...migrations, next]).close()
    expect(readFileSync(`${path}.schema-${schemaVersion}.backup`, 'utf8')).toBe('earlier')
    checkIntegrity(`${path}.schema-${schemaVersion}-2.backup`)
  })

  it.each([
    ['fails in the middle', broken, /nowhere/],
    ['cannot convert a row', unable, /no such variant/],
    ['leaves references that lead nowhere', rude, /broken references/],
  ])('change nothing when a step %s', (_, step, message) => {
    const path = filledDatabase(temporaryFolder())
    expect(() => openDatabase(path, [...migrations, step])).toThrow(message)
    const db = openDatabase(path)
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion)
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'").get()).toEqual({ n: 0 })
    expect(db.prepare('SELECT count(*) AS n FROM variants WHERE study_id = 999').get()).toEqual({ n: 0 })
    db.close()
  })
})

describe('a database that is not for this program', () => {
  it('is refused when a newer Beatbench wrote it, and is left as it was', () => {
    const path = filledDatabase(temporaryFolder())
    openDatabase(path, [...migrations, next]).close()
    const before = hashOf(path)
    const error = thrownBy(() => openStore(path))
    expect(error).toMatchObject({ code: 'newer-database', hint: expect.stringContaining('Update') })
    expect(hashOf(path)).toBe(before)
  })

  it('is refused when it is text', () => {
    const path = pathIn(temporaryFolder())
    writeFileSync(path, 'beat,label\n'.repeat(500))
    expect(thrownBy(() => openStore(path))).toMatchObject({ code: 'bad-file' })
    expect(readFileSync(path, 'utf8').startsWith('beat,label')).toBe(true)
  })

  it('is refused when another program made it', () => {
    const path = pathIn(temporaryFolder())
    const db = new Database(path)
    db.exec('CREATE TABLE bookmarks (url TEXT)')
    db.close()
    const before = hashOf(path)
    expect(thrownBy(() => openStore(path))).toMatchObject({ code: 'bad-file', message: /another program/ })
    expect(hashOf(path)).toBe(before)
  })

  it('is refused when it is a folder', () => {
    const folder = temporaryFolder()
    expect(thrownBy(() => openStore(folder))).toMatchObject({ name: 'AppError' })
  })
})
