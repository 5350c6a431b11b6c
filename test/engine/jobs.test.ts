import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Job } from '../../electron/shared/job.ts'
import { addBeats, isAlive, testEngine, testFolder, until } from '../support/testEngine.ts'

const importsForever = fileURLToPath(new URL('programs/importsForever.ts', import.meta.url))

/** `beats` lines of the published form: 187 values and a label. */
function csv(beats: number, wrong?: { line: number; text: string }): string {
  const line = (beat: number) =>
    [...Array.from({ length: 187 }, (_, k) => ((k * 7 + beat) % 101) / 100), beat % 5].join(',')
  const lines = Array.from({ length: beats }, (_, beat) => (wrong?.line === beat + 1 ? wrong.text : line(beat)))
  return `${lines.join('\n')}\n`
}

function files(train: string, test: string) {
  const folder = testFolder()
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text)
    return { path: path.join(folder, name) }
  }
  return { train: write('train.csv', train), test: write('test.csv', test) }
}

describe('an import', () => {
  it('tells of its progress and makes a data set with its splits', async () => {
    const { engine } = testEngine()
    const told: Job[] = []
    engine.events.subscribe((name, data) => {
      if (name === 'job.change') told.push(data as Job)
    })
    await engine.invoke('dataset.import', { name: 'Mine', ...files(csv(100), csv(41)) })
    await until(() => told.at(-1)?.state === 'finished')
    const [dataSet] = await engine.invoke('dataset.list', {})
    expect(dataSet).toMatchObject({ name: 'Mine', beats: 141, id: told.at(-1)?.dataSetId })
    expect(dataSet?.splits.map(({ key }) => key)).toEqual(['published'])
    expect(dataSet?.splits[0]?.folds[0]?.counts.validation).toEqual([4, 4, 4, 4, 4])
    const fractions = told.map(({ fraction }) => fraction)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  })

  it('of a wrong file fails with its line, and nothing of it stays', async () => {
    const { engine, store } = testEngine()
    const wrong = { line: 7, text: `${Array.from({ length: 187 }, () => 'x').join(',')},0` }
    await engine.invoke('dataset.import', { name: 'Mine', ...files(csv(20, wrong), csv(10)) })
    const job = await until(async () => {
      const [now] = await engine.invoke('job.list', {})
      return now?.state === 'failed' && now
    })
    expect(job.error?.code).toBe('bad-file')
    expect(job.error?.message).toMatch(/line 7/i)
    expect(await engine.invoke('dataset.list', {})).toEqual([])
    await until(() => readdirSync(path.join(store.filesPath, 'tmp')).length === 0)
  })

  it('is cancelled: its process goes, and so does what it had written', async () => {
    const { engine, store } = testEngine({ programs: { importer: importsForever } })
    const { id } = await engine.invoke('dataset.import', { name: 'Mine', ...files(csv(20), csv(10)) })
    const pid = await until(async () => {
      const [job] = await engine.invoke('job.list', {})
      return Number(/process (\d+)/.exec(job?.message ?? '')?.[1] ?? 0) || undefined
    })
    expect(engine.isBusy()).toBe(true)
    await engine.invoke('job.cancel', { id })
    expect(isAlive(pid)).toBe(false)
    expect(await engine.invoke('job.list', {})).toMatchObject([{ state: 'cancelled', error: null, dataSetId: null }])
    expect(await engine.invoke('dataset.list', {})).toEqual([])
    expect(readdirSync(path.join(store.filesPath, 'tmp'))).toEqual([])
    await expect(engine.invoke('job.cancel', { id })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused before it begins when its name is taken, or when its files are tokens', async () => {
    const { engine } = testEngine()
    await addBeats(engine, 60, 'Mine')
    await expect(engine.invoke('dataset.import', { name: 'Mine', ...files(csv(20), csv(10)) })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(
      engine.invoke('dataset.import', { name: 'Other', train: { token: 'a' }, test: { token: 'b' } }),
    ).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('generated beats', () => {
  it('are the same for the same seed', async () => {
    const { engine } = testEngine()
    await addBeats(engine, 100, 'A')
    await addBeats(engine, 100, 'B')
    const [a, b] = await engine.invoke('dataset.list', {})
    expect(a?.sha256).toBe(b?.sha256)
    expect(a?.id).not.toBe(b?.id)
  })
})

describe('the built-in sample', () => {
  it('is there from the start, its patients in one part only, and is not made twice', async () => {
    const { engine, store } = testEngine({ withSample: true })
    const [sample] = await engine.invoke('dataset.list', {})
    expect(sample?.provenance.source).toBe('sample')
    expect(sample?.splits[0]).toMatchObject({ key: 'sample', sharedPersons: 0 })
    const again = testEngine({ withSample: true, store })
    expect(await again.engine.invoke('dataset.list', {})).toHaveLength(1)
  })

  it('has its file back when only the database was copied', async () => {
    const first = testEngine({ withSample: true })
    const [sample] = await first.engine.invoke('dataset.list', {})
    const file = first.store.files.pathOf(sample?.sha256 ?? '')
    rmSync(file)
    const again = testEngine({ withSample: true, store: first.store })
    await again.engine.invoke('dataset.list', {})
    expect(existsSync(file)).toBe(true)
  })

  it('shows a beat of each class, and how long beats are', async () => {
    const { engine } = testEngine({ withSample: true })
    const [sample] = await engine.invoke('dataset.list', {})
    const id = sample?.id ?? 0
    const beats = await engine.invoke('dataset.beats', { id })
    expect(beats.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4])
    const next = await engine.invoke('dataset.beats', { id, nth: 1 })
    expect(next.every(({ row }, index) => row > (beats[index]?.row ?? Infinity))).toBe(true)
    expect(await engine.invoke('dataset.beats', { id, rows: [5, 3] })).toMatchObject([{ row: 5 }, { row: 3 }])
    const lengths = await engine.invoke('dataset.lengths', { id })
    expect(lengths).toHaveLength(5)
    for (const quantiles of lengths) expect(quantiles).toEqual([...(quantiles ?? [NaN])].sort((a, b) => a - b))
  })
})
