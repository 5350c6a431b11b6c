import { existsSync } from 'node:fs'
import { afterAll, afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Run } from '../../electron/shared/run.ts'
import {
  addStudy,
  endless,
  hasEnded,
  isAlive,
  runWhen,
  smallVariant,
  sharedEngine,
  trainerPid,
  until,
} from '../support/testEngine.ts'

const { engine, close } = sharedEngine()
afterAll(close)

/** Every test begins with an empty queue that goes on. */
afterEach(async () => {
  await engine.invoke('queue.stop', { when: 'now' })
  for (const { id } of await engine.invoke('study.list', {})) await engine.invoke('study.delete', { id })
  await engine.invoke('queue.resume', {})
})

describe('a launched study', () => {
  it('trains each variant and seed, keeps epochs, scores, weights and logits, and makes a table', async () => {
    const epochs: number[] = []
    const stop = engine.events.subscribe((name, data) => {
      if (name === 'run.epoch') epochs.push((data as { runId: number }).runId)
    })
    onTestFinished(stop)
    const study = await addStudy(engine, [smallVariant('A'), smallVariant('B', {}, 8)], [1, 2])
    const { queued } = await engine.invoke('study.launch', { id: study.id })
    expect(queued).toHaveLength(4)
    for (const id of queued) await runWhen(engine, id, hasEnded)

    const detail = await engine.invoke('run.get', { id: queued[0] ?? 0 })
    expect(detail).toMatchObject({ state: 'finished', epoch: 2, hasWeights: true, split: 'published' })
    expect(detail.curve.map(({ epoch }) => epoch)).toEqual([1, 2])
    expect(detail.scores.map(({ part }) => part).sort()).toEqual(['test', 'validation'])
    expect(detail.environment?.threads).toBe(1)
    expect(epochs.filter((id) => id === queued[0])).toHaveLength(2)

    const { rows, labels, logits } = await engine.invoke('run.predictions', { id: detail.id, part: 'test' })
    expect(rows).toHaveLength(detail.partSizes.test)
    expect(rows[0]).toBe(0)
    expect(new Set(logits.map((values) => values.length))).toEqual(new Set([5]))
    const hits = logits.filter((values, index) => values.indexOf(Math.max(...values)) === labels[index]).length
    const accuracy = detail.scores.find(({ part }) => part === 'test')?.accuracy ?? NaN
    expect(hits / rows.length).toBeCloseTo(accuracy, 12)

    const weights = await engine.invoke('run.weights', { id: detail.id })
    expect(existsSync(weights.path)).toBe(true)

    const table = await engine.invoke('study.table', { id: study.id, part: 'test' })
    expect(table.rows.map(({ runs }) => runs.length)).toEqual([2, 2])
    expect(table.rows[0]?.runs[0]?.scores.macroF1).toBe(detail.testMacroF1)
    expect(table.rows[1]?.difference?.n).toBe(2)
    // The predictions read above are a look at the test part.
    expect(table.rows[0]?.runs[0]?.scores.looks).toBe(1)
  })

  it('is launched again only where something is missing', async () => {
    const study = await addStudy(engine, [smallVariant()], [1])
    const first = await engine.invoke('study.launch', { id: study.id })
    await runWhen(engine, first.queued[0] ?? 0, hasEnded)
    await engine.invoke('study.setSeeds', { id: study.id, seeds: [1, 2] })
    const second = await engine.invoke('study.launch', { id: study.id })
    expect(second).toMatchObject({ alreadyThere: 1 })
    expect(second.queued).toHaveLength(1)
    await runWhen(engine, second.queued[0] ?? 0, hasEnded)
  })

  it('tells clients of a run in the order of its life, and how long it will take', async () => {
    const told: Run[] = []
    const stop = engine.events.subscribe((name, data) => {
      if (name === 'run.change') told.push(data as Run)
    })
    onTestFinished(stop)
    const study = await addStudy(engine, [smallVariant('A', { epochs: 30 })], [1])
    await engine.invoke('study.launch', { id: study.id })
    await until(() => told.at(-1)?.state === 'finished')
    const states = told.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1])
    expect(states).toEqual(['preparing', 'training', 'evaluating', 'finished'])
    const remaining = told.filter(({ state, epoch }) => state === 'training' && epoch > 0)
    for (const { remainingMs } of remaining) expect(remainingMs).toBeGreaterThan(0)
  })
})

describe('a run that trains', () => {
  it('is cancelled: its trainer goes, its epochs stay, and it can be started again', async () => {
    const study = await addStudy(engine, [smallVariant('A', endless)])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, id, ({ epoch }) => epoch >= 2)
    const pid = await trainerPid(engine, id)
    await engine.invoke('run.cancel', { id })
    expect(isAlive(pid)).toBe(false)
    const cancelled = await runWhen(engine, id, hasEnded)
    expect(cancelled).toMatchObject({ state: 'cancelled', hasWeights: false, testMacroF1: null })
    expect((await engine.invoke('run.get', { id })).curve.length).toBeGreaterThanOrEqual(2)

    await engine.invoke('run.retry', { id })
    await runWhen(engine, id, ({ state, epoch }) => state === 'training' && epoch >= 1)
    await engine.invoke('run.cancel', { id })
  })

  it('stops after its epoch on request, and is scored', async () => {
    const study = await addStudy(engine, [smallVariant('A', endless)])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, id, ({ epoch }) => epoch >= 1)
    await engine.invoke('run.stop', { id })
    const run = await runWhen(engine, id, hasEnded)
    expect(run.state).toBe('finished')
    expect(run.reason).toMatch(/on request/)
    expect(run.epoch).toBeLessThan(10_000)
    expect(run.testMacroF1).not.toBeNull()
  })

  it('fails with the reason when its trainer is killed, and the queue goes on', async () => {
    await engine.invoke('settings.update', { workers: 1 })
    const study = await addStudy(engine, [smallVariant('A', endless), smallVariant('B')])
    const [first = 0, second = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, first, ({ epoch }) => epoch >= 2)
    process.kill(await trainerPid(engine, first), 'SIGKILL')
    const killed = await runWhen(engine, first, hasEnded)
    expect(killed.state).toBe('failed')
    expect(killed.reason).toMatch(/SIGKILL.*memory/)
    expect((await engine.invoke('run.get', { id: first })).curve.length).toBeGreaterThanOrEqual(2)
    expect((await runWhen(engine, second, hasEnded)).state).toBe('finished')
  })

  it('cannot be deleted, nor its variant changed', async () => {
    const study = await addStudy(engine, [smallVariant('A', endless)])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, id, ({ state }) => state === 'training')
    await expect(engine.invoke('run.delete', { id })).rejects.toMatchObject({ code: 'conflict' })
    await expect(engine.invoke('study.delete', { id: study.id })).rejects.toMatchObject({ code: 'conflict' })
    const [variant] = await engine.invoke('variant.list', { studyId: study.id })
    await expect(
      engine.invoke('variant.update', { id: variant?.id ?? 0, recipe: smallVariant().recipe }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await engine.invoke('run.cancel', { id })
    expect(await engine.invoke('run.delete', { id })).toMatchObject({ runs: 1 })
    expect(await engine.invoke('run.list', {})).toEqual([])
  })
})

describe('the queue', () => {
  it('trains as many runs at once as there are workers', async () => {
    await engine.invoke('settings.update', { workers: 2 })
    const study = await addStudy(engine, [smallVariant('A', endless)], [1, 2, 3])
    await engine.invoke('study.launch', { id: study.id })
    await until(async () => (await engine.invoke('run.list', { states: ['training'] })).length === 2)
    const { queue, workersBusy } = await engine.invoke('system.status', {})
    expect(workersBusy).toBe(2)
    expect(queue).toMatchObject({ active: 2, waiting: 1, total: 3 })
    await engine.invoke('queue.stop', { when: 'now' })
  })

  it('stands still while paused, and takes waiting runs in their order, which can be changed', async () => {
    await engine.invoke('settings.update', { workers: 1 })
    await engine.invoke('queue.pause', {})
    const study = await addStudy(engine, [smallVariant('A')], [1, 2])
    const [first = 0, second = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    expect((await engine.invoke('system.status', {})).queue).toMatchObject({ isPaused: true, active: 0, waiting: 2 })
    await engine.invoke('run.move', { id: second, place: 0 })
    await engine.invoke('queue.resume', {})
    const ends = [await runWhen(engine, first, hasEnded), await runWhen(engine, second, hasEnded)]
    expect(String(ends[1]?.startedAt) < String(ends[0]?.startedAt)).toBe(true)
  })

  it('stopped now: trainings are interrupted, waiting runs stay and wait for the queue', async () => {
    await engine.invoke('settings.update', { workers: 1 })
    const study = await addStudy(engine, [smallVariant('A', endless)], [1, 2])
    const [first = 0, second = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, first, ({ epoch }) => epoch >= 1)
    await engine.invoke('queue.stop', { when: 'now' })
    const runs = await engine.invoke('run.list', {})
    expect(runs.find(({ id }) => id === first)?.state).toBe('interrupted')
    expect(runs.find(({ id }) => id === second)?.state).toBe('queued')
    expect((await engine.invoke('system.status', {})).queue.isPaused).toBe(true)
    expect(engine.isBusy()).toBe(false)
  })
})
