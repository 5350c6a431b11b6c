import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFileFolder } from '../../electron/store/fileFolder.ts'
import { openStore } from '../../electron/store/openStore.ts'
import { sweepFiles } from '../../electron/store/sweepFiles.ts'
import { addFinishedRun, addStudy, newDataSet } from './samples.ts'
import { temporaryFolder, temporaryStore, thrownBy } from './temporaryStore.ts'

const hourMs = 3_600_000
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('files beside the database', () => {
  it('are named by their content, whether they come as bytes or as a file', async () => {
    const store = temporaryStore()
    const bytes = randomBytes(300_000)
    const source = join(store.files.temporaryFolder(), 'weights.safetensors')
    writeFileSync(source, bytes)

    const ref = await store.files.putFile(source, 'weights')
    expect(ref).toEqual({ sha256: sha256Of(bytes), bytes: 300_000, kind: 'weights' })
    expect(existsSync(source)).toBe(false)
    expect(store.files.putBytes(bytes, 'weights')).toEqual(ref)
    expect(Buffer.from(store.files.readArtifact(ref.sha256)).equals(bytes)).toBe(true)
    expect(readFileSync(store.files.materialise(ref.sha256)).equals(bytes)).toBe(true)
  })

  it('come over from another folder too', async () => {
    const store = temporaryStore()
    const source = join(temporaryFolder(), 'beats')
    writeFileSync(source, 'beats')
    const { sha256 } = await store.files.putFile(source, 'beats')
    expect(readFileSync(store.files.pathOf(sha256), 'utf8')).toBe('beats')
  })

  it('lie in the folder only, whatever name a database gives them', () => {
    const folder = temporaryFolder()
    const outside = join(folder, 'outside')
    writeFileSync(outside, 'kept')
    const files = createFileFolder(join(folder, 'files'))
    expect(thrownBy(() => files.remove('../outside'))).toMatchObject({ code: 'bad-file' })
    expect(thrownBy(() => files.read('../outside'))).toMatchObject({ code: 'bad-file' })
    expect(existsSync(outside)).toBe(true)
  })

  it('leave nothing temporary behind', async () => {
    const store = temporaryStore()
    const folder = store.files.temporaryFolder()
    writeFileSync(join(folder, 'a'), 'content')
    await store.files.putFile(join(folder, 'a'), 'logits')
    store.files.removeTemporary(folder)
    expect(readdirSync(join(store.filesPath, 'tmp'))).toEqual([])
  })

  it('leave nothing behind when they cannot be had', async () => {
    const store = temporaryStore()
    await expect(store.files.putFile(join(store.filesPath, 'no such file'), 'logits')).rejects.toThrow('ENOENT')
    expect(readdirSync(join(store.filesPath, 'tmp'))).toEqual([])
    expect(store.artifacts.list()).toEqual([])
  })

  it('are only removed as temporary where they are', () => {
    const store = temporaryStore()
    const { sha256 } = store.files.putBytes(Buffer.from('weights'), 'weights')
    store.files.removeTemporary(store.files.pathOf(sha256))
    store.files.removeTemporary(join(store.filesPath, 'tmp', '..', sha256))
    expect(store.files.has(sha256)).toBe(true)
  })

  it('must be there before a row names them', () => {
    const store = temporaryStore()
    const dataSet = newDataSet(store, 'gone')
    rmSync(store.files.pathOf(dataSet.file.sha256))
    expect(thrownBy(() => store.dataSets.insert(dataSet))).toMatchObject({ code: 'not-found' })
    expect(store.dataSets.list()).toEqual([])
  })
})

describe('a missing file', () => {
  it('is reported with what to do, and hinders nothing else', () => {
    const store = temporaryStore()
    const run = addFinishedRun(store, addStudy(store))
    const sha256 = store.runs.weights(run.id)?.sha256 ?? ''
    rmSync(store.files.pathOf(sha256))

    const missing = {
      code: 'not-found',
      message: expect.stringContaining('weights'),
      hint: expect.stringContaining('train'),
    }
    expect(thrownBy(() => store.files.readArtifact(sha256))).toMatchObject(missing)
    expect(thrownBy(() => store.files.materialise(sha256))).toMatchObject(missing)
    expect(store.files.listMissingFiles()).toEqual([{ sha256, kind: 'weights', bytes: 500, isInDatabase: false }])
    expect(store.warnings()).toEqual([expect.stringContaining(sha256)])
    expect(store.runs.detail(run.id).scores).toHaveLength(2)
  })

  it('is no longer missing when the same content comes again', () => {
    const store = temporaryStore()
    const dataSet = newDataSet(store, 'sample')
    const { sha256 } = store.dataSets.insert(dataSet)
    rmSync(store.files.pathOf(sha256))
    expect(store.files.has(sha256)).toBe(false)
    newDataSet(store, 'sample')
    expect(store.files.listMissingFiles()).toEqual([])
  })
})

describe('tidying up', () => {
  it('removes what jobs left when the store is opened', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'experiments.db')
    const store = openStore(path)
    const job = store.files.temporaryFolder()
    mkdirSync(join(job, 'deeper'))
    writeFileSync(join(job, 'deeper', 'half'), 'half a file')
    store.close()

    const again = openStore(path)
    expect(again.sweep.temporaryFiles).toBe(1)
    expect(existsSync(job)).toBe(false)
    again.close()
  })

  it('removes files without a row only when they are older than an hour', () => {
    const store = temporaryStore()
    const run = addFinishedRun(store, addStudy(store))
    const orphan = store.files.putBytes(Buffer.from('nobody names me'), 'beats')
    const folder = createFileFolder(store.filesPath)

    expect(sweepFiles(folder, store.artifacts, Date.now() + 0.9 * hourMs).unreferencedFiles).toBe(0)
    expect(store.files.has(orphan.sha256)).toBe(true)
    expect(sweepFiles(folder, store.artifacts, Date.now() + 1.1 * hourMs)).toEqual({
      temporaryFiles: 0,
      unreferencedFiles: 1,
      freedBytes: 15,
    })
    expect(store.files.has(orphan.sha256)).toBe(false)
    expect(store.files.listMissingFiles()).toEqual([])
    expect(store.runs.weights(run.id)).not.toBeNull()
  })

  it('touches no file that is not named by a hash', () => {
    const store = temporaryStore()
    writeFileSync(join(store.filesPath, 'notes.txt'), 'mine')
    sweepFiles(createFileFolder(store.filesPath), store.artifacts, Date.now() + 10 * hourMs)
    expect(readFileSync(join(store.filesPath, 'notes.txt'), 'utf8')).toBe('mine')
  })
})
