import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { networkFileSystemName, refuseNetworkFileSystem } from '../../electron/store/disk.ts'
import { assembleStore, filesPathOf, openDatabase, openStore } from '../../electron/store/openStore.ts'
import { addFinishedRun, addStudy, addTrainingRun, epoch } from './samples.ts'
import { temporaryFolder, temporaryStore, thrownBy } from './temporaryStore.ts'

describe('an open store', () => {
  it('writes ahead, waits for locks, keeps references and syncs fully', () => {
    const db = openDatabase(join(temporaryFolder(), 'experiments.db'))
    const read = (pragma: string) => db.pragma(pragma, { simple: true })
    expect(read('journal_mode')).toBe('wal')
    expect(read('synchronous')).toBe(2)
    expect(read('foreign_keys')).toBe(1)
    expect(read('busy_timeout')).toBeGreaterThan(0)
    db.close()
  })

  it('keeps its files beside the database, under its name', () => {
    const folder = temporaryFolder()
    const store = temporaryStore(folder)
    expect(store.filesPath).toBe(join(folder, 'experiments.files'))
    expect(filesPathOf('/data/heart.db')).toBe('/data/heart.files')
    expect(readdirSync(folder)).toContain('experiments.files')
  })

  it('makes the folder it is to lie in', () => {
    const store = openStore(join(temporaryFolder(), 'new', 'folder', 'experiments.db'))
    expect(store.studies.list()).toEqual([])
    store.close()
  })

  it('is one file again after closing', () => {
    const folder = temporaryFolder()
    const store = openStore(join(folder, 'experiments.db'))
    addStudy(store)
    expect(store.databaseBytes()).toBeGreaterThan(0)
    expect(store.diskFreeBytes()).toBeGreaterThan(0)
    store.close()
    expect(readdirSync(folder).sort()).toEqual(['experiments.db', 'experiments.files'])
  })

  it('takes back everything of a transaction that throws', () => {
    const store = temporaryStore()
    const change = () =>
      store.transaction(() => {
        addStudy(store)
        throw new Error('changed my mind')
      })
    expect(change).toThrow('changed my mind')
    expect(store.dataSets.list()).toEqual([])
    expect(store.artifacts.list()).toEqual([])
  })
})

describe('a full disk', () => {
  it('is told as such, loses nothing that was saved, and is over when there is room again', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'experiments.db')
    const db = openDatabase(path)
    const store = assembleStore(db, path, filesPathOf(path))
    const run = addTrainingRun(store, addStudy(store))
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 2}`)

    const fill = () => {
      for (let i = 2; i < 10_000; i++) {
        store.transaction(() => {
          store.runs.appendEpoch(run.id, epoch(i), false)
          store.runs.appendLog(run.id, 'x'.repeat(1000))
        })
      }
    }
    expect(thrownBy(fill)).toMatchObject({ code: 'disk-full', hint: expect.stringContaining('free some space') })
    const { curve, log } = store.runs.detail(run.id)
    expect(curve.length).toBe(log.length + 1)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')

    db.pragma('max_page_count = 1000000')
    store.runs.appendEpoch(run.id, epoch(20_000), false)
    expect(store.runs.get(run.id).epoch).toBe(curve.length + 1)
    store.close()
  })
})

describe('a database that may not be written', () => {
  it('is told as read-only when the connection is', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'experiments.db')
    openStore(path).close()
    const copy = join(folder, 'copy.db')
    const writable = openDatabase(path)
    writable.pragma('journal_mode = DELETE')
    writable.close()
    copyFileSync(path, copy)
    const db = new Database(copy, { readonly: true })
    const store = assembleStore(db, copy, filesPathOf(path))
    expect(thrownBy(() => store.settings.update({ workers: 2 }))).toMatchObject({
      code: 'read-only',
      message: expect.stringContaining(copy),
    })
    store.close()
  })

  it('is refused in a folder without the right to write, with path and hint', () => {
    const folder = join(temporaryFolder(), 'locked')
    mkdirSync(folder)
    const path = join(folder, 'experiments.db')
    openStore(path).close()
    chmodSync(path, 0o444)
    chmodSync(folder, 0o555)
    expect(thrownBy(() => asOrdinaryUser(() => openStore(path)))).toMatchObject({
      code: 'read-only',
      message: expect.stringContaining(path),
      hint: expect.stringContaining('--db'),
    })
    chmodSync(folder, 0o755)
  })
})

/** Root may write anywhere; the file system only refuses somebody else. */
function asOrdinaryUser<T>(fn: () => T): T {
  if (process.geteuid?.() !== 0 || !process.seteuid) return fn()
  process.seteuid(65534)
  try {
    return fn()
  } finally {
    process.seteuid(0)
  }
}

describe('a network file system', () => {
  it('is known by its type, and FUSE by the name of its mount', () => {
    expect(networkFileSystemName(0x6969, null)).toBe('NFS')
    expect(networkFileSystemName(0xff534d42, null)).toBe('CIFS')
    expect(networkFileSystemName(0xff534d42 | 0, null)).toBe('CIFS')
    expect(networkFileSystemName(0x65735546, 'fuse.sshfs')).toBe('fuse.sshfs')
    expect(networkFileSystemName(0x65735546, 'fuseblk')).toBeNull()
    expect(networkFileSystemName(0xef53, null)).toBeNull()
  })

  it('is refused with the reason', () => {
    expect(thrownBy(() => refuseNetworkFileSystem('\\\\server\\share'))).toMatchObject({
      code: 'network-file-system',
      message: expect.stringContaining('write-ahead log'),
      hint: expect.stringContaining('local disk'),
    })
  })
})

describe('a files folder of another database', () => {
  it("is nobody else's where its mark is empty, as a full disk leaves it", () => {
    const folder = temporaryFolder()
    openStore(join(folder, 'experiments.db')).close()
    writeFileSync(join(folder, 'experiments.files', 'owner'), '')
    expect(temporaryStore(folder).warnings()).toEqual([])
  })

  it('is used but never tidied, and said so', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'experiments.db')
    const store = openStore(path)
    addFinishedRun(store, addStudy(store))
    const files = store.artifacts.list()
    store.close()
    for (const { sha256 } of files) utimesSync(join(filesPathOf(path), sha256), 0, 0)
    renameSync(path, join(folder, 'kept.db'))
    writeFileSync(join(filesPathOf(path), 'tmp', 'of a job'), '')

    const other = openStore(path)
    expect(other.sweep).toEqual({ temporaryFiles: 0, unreferencedFiles: 0, freedBytes: 0 })
    expect(other.warnings()).toEqual([expect.stringContaining('belongs to another database')])
    other.close()

    renameSync(join(folder, 'kept.db'), path)
    const again = openStore(path)
    expect(again.warnings()).toEqual([])
    expect(again.sweep.temporaryFiles).toBe(1)
    again.close()
  })
})
