import { existsSync, readdirSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../electron/engine/createEngine.ts'
import type { Input } from '../../electron/shared/contract/commands.ts'
import type { Job } from '../../electron/shared/job.ts'
import { createRandom } from '../../electron/shared/random.ts'
import { testEngine, testFolder, until } from '../support/testEngine.ts'
import { writeRecord } from '../support/writeRecord.ts'

type Rule = Input<'dataset.importRecords'>['rule']

const window: Rule = { kind: 'window', beforeMs: 100, afterMs: 200, rateHz: 180, normalise: 'none' }

/** Two records of a minute, with a beat each second and noise of their own. */
function recordings(names = ['a', 'b'], seconds = 60): string {
  const folder = testFolder()
  names.forEach((name, seed) => {
    const random = createRandom(seed)
    const adc = Int16Array.from({ length: 360 * seconds }, (_, i) => random.nextBelow(50) + (i % 360 === 0 ? 200 : 0))
    const annotations = Array.from({ length: seconds }, (_, k) => ({
      sample: 360 * k,
      symbol: k % 4 === 0 ? 'V' : 'N',
    }))
    writeRecord(folder, { name, rateHz: 360, signals: [{ adc }], annotations })
  })
  return folder
}

const jobOf = async (engine: Engine, id: number) => (await engine.invoke('job.list', {})).find((job) => job.id === id)

async function ended(engine: Engine, { id }: Job): Promise<Job> {
  return until(async () => {
    const job = await jobOf(engine, id)
    return job?.state !== 'running' && job
  })
}

async function importInto(engine: Engine, input: Omit<Input<'dataset.importRecords'>, 'folder'> & { path: string }) {
  const { path: folder, ...rest } = input
  const job = await ended(engine, await engine.invoke('dataset.importRecords', { ...rest, folder: { path: folder } }))
  if (job.dataSetId === null) throw new Error(job.message)
  return job.dataSetId
}

describe('original recordings', () => {
  it('are told of without being imported', async () => {
    const { engine } = testEngine()
    const read = await engine.invoke('dataset.readFolder', { folder: { path: recordings() } })
    expect(read.records.map(({ record, classCounts }) => [record, classCounts])).toEqual([
      ['a', [45, 0, 15, 0, 0]],
      ['b', [45, 0, 15, 0, 0]],
    ])
    await expect(engine.invoke('dataset.readFolder', { folder: { path: testFolder() } })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(engine.invoke('dataset.readFolder', { folder: { token: 'x' } })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })

  it('become a data set that says what its values are and how they were cut', async () => {
    const { engine, store } = testEngine()
    const id = await importInto(engine, { name: 'Windows', path: recordings(), rule: window })
    const [set] = await engine.invoke('dataset.list', {})
    expect(set).toMatchObject({ id, beats: 118, beatLength: 54, sampleRateHz: 180, amplitude: 'millivolt' })
    expect(set?.records.map(({ record }) => record)).toEqual(['a', 'b'])
    expect(set?.provenance).toMatchObject({
      source: 'wfdb',
      extraction: { rule: { ...window, channel: { by: 'first' } } },
    })
    const [beat] = await engine.invoke('dataset.beats', { id, rows: [60] })
    expect(beat).toMatchObject({ record: 'b', recordSample: 720, padding: 0, label: 0 })
    expect(readdirSync(path.join(store.filesPath, 'tmp'))).toEqual([])

    const file = await engine.invoke('dataset.file', { id })
    expect(statSync(file.path).size).toBe(file.bytes)
    expect(file.sha256).toBe(set?.sha256)
  })

  it('are compared with another cut of them', async () => {
    const { engine } = testEngine()
    const folder = recordings()
    const a = await importInto(engine, { name: 'a', path: folder, rule: window })
    const b = await importInto(engine, { name: 'b', path: folder, rule: window, mapping: { V: 3 } })
    expect(await engine.invoke('dataset.compare', { a, b: a })).toMatchObject({ differing: 0, hasSameOrder: true })
    const comparison = await engine.invoke('dataset.compare', { a, b })
    expect(comparison).toMatchObject({ equal: 90, differing: 28, hasSameOrder: false })
    expect(comparison.a).toMatchObject({ only: 28, onlyByClass: [0, 0, 28, 0, 0], relabelled: 28 })
    expect(comparison.b.onlyByClass).toEqual([0, 0, 0, 28, 0])
    await expect(engine.invoke('dataset.compare', { a, b: 99 })).rejects.toMatchObject({ code: 'not-found' })
  })

  it.each([
    [{ beforeMs: 0, afterMs: 0 }, {}, /window is 0 ms long/],
    [{ filter: { lowHz: 40, highHz: 1 } }, {}, /lower edge of 40 Hz/],
    [{ rateHz: 10_000, afterMs: 5000 }, {}, /at most 2000/],
    [{}, { mapping: { '+': 1 } }, /\+ marks no beat/],
  ])('are not begun with by the rule %j and %j', async (rule, rest, message) => {
    const { engine } = testEngine()
    const input = { name: 'x', folder: { path: recordings(['a'], 2) }, rule: { ...window, ...rule }, ...rest }
    await expect(engine.invoke('dataset.importRecords', input)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(message) as string,
    })
    expect(await engine.invoke('job.list', {})).toEqual([])
  })

  it('with bad ones among them are refused whole, and nothing stays', async () => {
    const { engine, store } = testEngine()
    const folder = recordings()
    truncateSync(path.join(folder, 'b.dat'), 1000)
    const input = { name: 'x', folder: { path: folder }, rule: window }
    const job = await ended(engine, await engine.invoke('dataset.importRecords', input))
    expect(job).toMatchObject({ state: 'failed', error: { code: 'bad-file' } })
    expect(job.message).toMatch(/^1 of 2 records cannot be imported: b \(b\.dat/)
    expect(await engine.invoke('dataset.list', {})).toEqual([])
    await until(() => readdirSync(path.join(store.filesPath, 'tmp')).length === 0)
    expect(await importInto(engine, { ...input, path: folder, skipBad: true })).toBeGreaterThan(0)
  })

  it('are cancelled half way, and nothing stays', async () => {
    const { engine, store } = testEngine()
    const names = Array.from({ length: 30 }, (_, i) => `r${10 + i}`)
    const folder = { path: recordings(names, 300) }
    const rule: Rule = { ...window, filter: { lowHz: 1, highHz: 40 }, normalise: 'record' }
    const { id } = await engine.invoke('dataset.importRecords', { name: 'x', folder, rule })
    const temporary = path.join(store.filesPath, 'tmp')
    const jobFolder = path.join(temporary, readdirSync(temporary)[0]!)
    await until(() => existsSync(path.join(jobFolder, 'beats.safetensors.rows')))
    await engine.invoke('job.cancel', { id })
    expect(await jobOf(engine, id)).toMatchObject({ state: 'cancelled', dataSetId: null })
    expect(readdirSync(temporary)).toEqual([])
    expect(await engine.invoke('dataset.list', {})).toEqual([])
  })
})
