import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Run } from '../../../electron/shared/run.ts'
import type { MemoryState } from '../../../electron/engine/system/memory.ts'
import {
  addStudy,
  endless,
  hasEnded,
  runWhen,
  smallVariant,
  testEngine,
  trainerPid,
  until,
} from '../../support/testEngine.ts'

const hasty = fileURLToPath(new URL('../programs/hasty.ts', import.meta.url))
const plenty: MemoryState = { availableBytes: 64e9, totalBytes: 64e9 }

/** The waiting runs' variants, in the order in which clients show them. */
async function waitingOf({ invoke }: Pick<ReturnType<typeof testEngine>['engine'], 'invoke'>): Promise<string[]> {
  const waiting = await invoke('run.list', { states: ['queued'] })
  return waiting.sort((a, b) => a.position - b.position).map((run) => `${run.variantName} ${run.seed}`)
}

const sized = (name: string, filters: number) => smallVariant(name, {}, filters)

describe('the queue', () => {
  it('starts the longest runs of a launch first, and leaves what a user has moved where it was put', async () => {
    const { engine } = testEngine({ readMemory: () => plenty, programs: { trainer: hasty } })
    await engine.invoke('queue.pause', {})
    const study = await addStudy(engine, [sized('S', 2), sized('L', 64), sized('M', 16)], [6, 7])
    const { queued } = await engine.invoke('study.launch', { id: study.id })
    expect(await waitingOf(engine)).toEqual(['L 6', 'L 7', 'M 6', 'M 7', 'S 6', 'S 7'])

    await engine.invoke('run.move', { id: queued[0]!, place: 0 })
    const other = await addStudy(engine, [sized('XL', 128)])
    await engine.invoke('study.launch', { id: other.id })
    expect(await waitingOf(engine)).toEqual(['S 6', 'L 6', 'L 7', 'M 6', 'M 7', 'S 7', 'XL 1'])

    await engine.invoke('settings.update', { workers: 1 })
    const started: string[] = []
    engine.events.subscribe((name, data) => {
      const run = data as Run
      if (name === 'run.change' && run.state === 'preparing') started.push(`${run.variantName} ${run.seed}`)
    })
    await engine.invoke('queue.resume', {})
    await until(() => new Set(started).size === 7)
    // Between them, the runs of one launch change places as they are measured.
    expect([started[0], started.at(-1)]).toEqual(['S 6', 'XL 1'])
    expect([...new Set(started)].toSorted()).toEqual(['L 6', 'L 7', 'M 6', 'M 7', 'S 6', 'S 7', 'XL 1'])
  })

  it('keeps in the store what runs took, and knows it again in the next engine', async () => {
    const { engine, store } = testEngine()
    const study = await addStudy(engine)
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, id, hasEnded)
    const { usage } = await engine.invoke('run.get', { id })
    expect(usage).toMatchObject({ epochs: 2, sideBySide: 1 })
    // More than Node alone, less than this computer has.
    expect(usage?.peakBytes).toBeGreaterThan(200e6)
    expect(usage?.peakBytes).toBeLessThan(os.totalmem())
    for (const ms of [usage?.startMs, usage?.epochMs, usage?.endMs]) expect(ms).toBeGreaterThan(0)
    expect(store.runs.records(5)).toMatchObject([{ id, isFullLength: true, epoch: 2, usage }])

    await engine.invoke('queue.pause', {})
    await engine.invoke('study.setSeeds', { id: study.id, seeds: [1, 2] })
    const [second = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    const waiting = await engine.invoke('run.get', { id: second })
    const expected = usage!.startMs! + 2 * usage!.epochMs! + usage!.endMs!
    expect(waiting.remainingMs).toBeGreaterThan(expected / 2)
    expect(waiting.remainingMs).toBeLessThan(expected * 2)
  })
})

describe('a run without memory for it', () => {
  it('waits, saying so, beside a training; starts once there is some; and alone in any case', async () => {
    let memory: MemoryState = { availableBytes: 0.2e9, totalBytes: 4e9 }
    const { engine } = testEngine({ readMemory: () => memory })
    await engine.invoke('settings.update', { workers: 2 })
    const study = await addStudy(engine, [smallVariant('A', endless)], [1, 2, 3])
    const [first = 0, second = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, first, ({ state }) => state === 'training')
    const held = await engine.invoke('run.get', { id: second })
    expect(held.state).toBe('queued')
    expect(held.waitsFor).toMatch(
      /^waits for memory: it needs about \d+ MB; 0 B are free beside .* 400 MB for other programs$/,
    )
    const { queue } = await engine.invoke('system.status', {})
    expect(queue).toMatchObject({ active: 1, waiting: 2, waitsFor: held.waitsFor })

    memory = plenty
    const started = await runWhen(engine, second, ({ state }) => state === 'training')
    expect(started.waitsFor).toBeNull()
    await engine.invoke('queue.stop', { when: 'now' })
  }, 60_000)

  it('forgets what it waited for when that run is cancelled, and goes on when its study is deleted', async () => {
    const { engine } = testEngine({ readMemory: () => ({ availableBytes: 0, totalBytes: 8e9 }) })
    await engine.invoke('settings.update', { workers: 2 })
    const one = await addStudy(engine, [smallVariant('a', endless), smallVariant('b', endless)])
    const two = await addStudy(engine, [smallVariant('c', endless)])
    const [first = 0, second = 0] = (await engine.invoke('study.launch', { id: one.id })).queued
    const [third = 0] = (await engine.invoke('study.launch', { id: two.id })).queued
    await runWhen(engine, first, ({ epoch }) => epoch >= 1)
    await runWhen(engine, second, ({ waitsFor }) => waitsFor !== null)
    await engine.invoke('run.cancel', { id: second })
    await runWhen(engine, third, ({ waitsFor }) => waitsFor !== null)
    await engine.invoke('study.delete', { id: two.id })
    const { queue } = await engine.invoke('system.status', {})
    expect(queue).toMatchObject({ isPaused: false, waiting: 0, waitsFor: null })
    await engine.invoke('run.cancel', { id: first })
  })
})

describe.skipIf(process.platform !== 'linux')('a trainer', () => {
  it('runs with all its threads at a lower priority than the engine', async () => {
    const { engine } = testEngine()
    const study = await addStudy(engine, [smallVariant('A', endless)])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, id, ({ epoch }) => epoch >= 1)
    const pid = await trainerPid(engine, id)
    const wanted = Math.max(10, os.getPriority())
    expect(os.getPriority(pid)).toBe(wanted)
    const tasks = path.join('/proc', String(pid), 'task')
    const niceness = readdirSync(tasks).map((task) => niceOf(path.join(tasks, task, 'stat')))
    expect(niceness.length).toBeGreaterThan(2)
    expect(new Set(niceness)).toEqual(new Set([wanted]))
    const { log } = await engine.invoke('run.get', { id })
    expect(log.map(({ text }) => text).join(' ')).not.toMatch(/priority/)
    await engine.invoke('run.cancel', { id })
  })
})

/** The 19th field of a task's `stat`; the second is a name in brackets. */
function niceOf(statFile: string): number {
  return Number(
    readFileSync(statFile, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')[16],
  )
}

describe('a priority that cannot be lowered', () => {
  it('is told in the log, and the run trains all the same', async () => {
    const { engine } = testEngine({ programs: { trainer: hasty } })
    const before = os.setPriority
    os.setPriority = () => {
      throw new Error('permission denied')
    }
    try {
      const study = await addStudy(engine)
      const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
      expect(await runWhen(engine, id, hasEnded)).toMatchObject({ state: 'finished' })
      const { log } = await engine.invoke('run.get', { id })
      expect(log.map(({ text }) => text)).toContain('It trains at the usual priority: permission denied.')
    } finally {
      os.setPriority = before
    }
  })
})
