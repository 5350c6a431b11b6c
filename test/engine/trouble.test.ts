import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { assembleStore, openDatabase } from '../../electron/store/openStore.ts'
import {
  addStudy,
  endless,
  hasEnded,
  runWhen,
  smallVariant,
  testEngine,
  testFolder,
  until,
} from '../support/testEngine.ts'

const program = (name: string) => fileURLToPath(new URL(`programs/${name}`, import.meta.url))

describe('trainers that fail at once', () => {
  it('pause the queue after three in a row, and the status says why', async () => {
    const { engine } = testEngine({ programs: { trainer: program('endsAtOnce.ts') } })
    await engine.invoke('settings.update', { workers: 1 })
    const study = await addStudy(engine, [smallVariant()], [1, 2, 3, 4, 5])
    await engine.invoke('study.launch', { id: study.id })
    const status = await until(async () => {
      const now = await engine.invoke('system.status', {})
      return now.queue.isPaused && now
    })
    expect(status.queue).toMatchObject({ failed: 3, waiting: 2, active: 0 })
    expect(status.warnings[0]).toMatch(/three runs in a row failed at once.*exit code 7/)
    const [failed] = await engine.invoke('run.list', { states: ['failed'] })
    const { log } = await engine.invoke('run.get', { id: failed?.id ?? 0 })
    expect(log.map(({ text }) => text).join('\n')).toContain('libtensorflow.so.2: cannot open')
    expect(engine.isBusy()).toBe(false)
  })

  it('are tried again when the queue is resumed', async () => {
    const { engine } = testEngine({ programs: { trainer: program('endsAtOnce.ts') } })
    await engine.invoke('queue.pause', {})
    const study = await addStudy(engine, [smallVariant()], [1])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await engine.invoke('queue.resume', {})
    expect((await runWhen(engine, id, hasEnded)).state).toBe('failed')
  })
})

describe('a data set whose file is missing', () => {
  it('makes a waiting run fail with what to do, and no other is launched', async () => {
    const { engine, store } = testEngine()
    const study = await addStudy(engine)
    await engine.invoke('queue.pause', {})
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    rmSync(store.files.pathOf((await engine.invoke('dataset.list', {}))[0]?.sha256 ?? ''))
    await engine.invoke('queue.resume', {})
    const run = await runWhen(engine, id, hasEnded)
    expect(run.state).toBe('failed')
    expect(run.reason).toMatch(/beats of a data set are missing.*Import the data set again/)
    await expect(engine.invoke('study.launch', { id: study.id })).rejects.toMatchObject({
      code: 'not-found',
      message: 'None of the 300 beats of “Generated” are in this database.',
    })
  })
})

describe('a disk that is full', () => {
  it('ends the training, pauses the queue with the reason, and loses nothing that was stored', async () => {
    const file = path.join(testFolder(), 'experiments.db')
    const db = openDatabase(file)
    const store = assembleStore(db, file, path.join(path.dirname(file), 'experiments.files'))
    const { engine } = testEngine({ store })
    await engine.invoke('settings.update', { workers: 1 })
    const study = await addStudy(engine, [smallVariant('A', endless)], [1, 2])
    const [first = 0, second = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, first, ({ epoch }) => epoch >= 2)

    // SQLite's own limit on pages makes the very error that a full disk makes.
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
    const status = await until(async () => {
      const now = await engine.invoke('system.status', {})
      return now.queue.isPaused && now
    })
    expect(status.warnings[0]).toMatch(/queue was paused.*disk.*full/)
    expect(status.queue.active).toBe(0)
    const stored = (await engine.invoke('run.get', { id: first })).curve.length
    expect(stored).toBeGreaterThanOrEqual(2)

    db.pragma('max_page_count = 1000000')
    const failed = await runWhen(engine, first, hasEnded)
    expect(failed.state).toBe('failed')
    expect(failed.reason).toMatch(/full/)
    expect((await engine.invoke('run.get', { id: first })).curve).toHaveLength(stored)
    expect((await engine.invoke('run.list', {})).find(({ id }) => id === second)?.state).toBe('queued')

    // The checkpoint of the epoch that found no room is gone, and the run goes on from the one before.
    const known = store.artifacts.list().map(({ sha256 }) => sha256)
    const named = readdirSync(store.filesPath).filter((name) => name.length === 64)
    expect(named.toSorted()).toEqual(known.toSorted())
    await engine.invoke('study.launch', { id: study.id })
    await engine.invoke('run.move', { id: first, place: 0 })
    await engine.invoke('queue.resume', {})
    await runWhen(engine, first, ({ epoch }) => epoch > stored)
    const { log } = await engine.invoke('run.get', { id: first })
    expect(log.map(({ text }) => text).join('\n')).toContain(`goes on after epoch ${stored}`)
  })
})

describe('runs that fail while they train', () => {
  it('say why, one after another, and do not stop the queue', async () => {
    const { engine } = testEngine({ programs: { trainer: program('diverges.ts') } })
    await engine.invoke('settings.update', { workers: 1 })
    const study = await addStudy(engine, [smallVariant()], [1, 2, 3, 4])
    const { queued } = await engine.invoke('study.launch', { id: study.id })
    for (const id of queued) {
      const { state, reason } = await runWhen(engine, id, hasEnded)
      expect({ state, reason }).toEqual({ state: 'failed', reason: 'The loss became NaN. Lower the learning rate.' })
    }
    expect((await engine.invoke('system.status', {})).queue).toMatchObject({ isPaused: false, failed: 4, waiting: 0 })
  })
})
