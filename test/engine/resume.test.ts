import { rmSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import { resultOf, restlessVariant, type RunResult } from '../support/restlessRun.ts'
import {
  addStudy,
  endless,
  hasEnded,
  isAlive,
  runWhen,
  sharedEngine,
  smallVariant,
  testEngine,
  trainerPid,
  until,
} from '../support/testEngine.ts'

const { engine, store, close } = sharedEngine()
afterAll(close)

/** Every test begins with an empty queue that goes on. */
afterEach(async () => {
  await engine.invoke('queue.stop', { when: 'now' })
  for (const { id } of await engine.invoke('study.list', {})) await engine.invoke('study.delete', { id })
  await engine.invoke('queue.resume', {})
})

const isPaused = ({ state }: { state: string }) => state === 'paused'
const logOf = async (id: number) => (await engine.invoke('run.get', { id })).log.map(({ text }) => text).join('\n')
const checkpointsIn = ({ artifacts }: Store) => artifacts.list().filter(({ kind }) => kind === 'checkpoint')

/** Launches a study of one run. */
async function launch(variant = smallVariant('A', endless)): Promise<{ id: number; studyId: number }> {
  const study = await addStudy(engine, [variant], [1])
  const { queued } = await engine.invoke('study.launch', { id: study.id })
  return { id: queued[0] ?? 0, studyId: study.id }
}

/** What the restless run gives when nothing disturbs it. */
async function undisturbed(): Promise<RunResult> {
  const { id } = await launch(restlessVariant())
  expect((await runWhen(engine, id, hasEnded)).state).toBe('finished')
  return resultOf(engine, id)
}

describe('a paused run', () => {
  it('pauses after its epoch, keeps its checkpoint, and gives the same bytes when it goes on', async () => {
    const expected = await undisturbed()
    const { id } = await launch(restlessVariant())
    await runWhen(engine, id, ({ epoch }) => epoch >= 2)
    await engine.invoke('run.pause', { id })
    const paused = await runWhen(engine, id, isPaused)
    expect(paused).toMatchObject({ hasCheckpoint: true, hasWeights: false, pauseRequested: false, endedAt: null })
    expect(paused.reason).toBe(`Paused after epoch ${paused.epoch}.`)
    expect(engine.isBusy()).toBe(false)
    await engine.invoke('run.resume', { id })
    const finished = await runWhen(engine, id, hasEnded)
    expect(finished).toMatchObject({ state: 'finished', epoch: 12 })
    expect(await resultOf(engine, id)).toEqual(expected)
    expect(await logOf(id)).toContain(`goes on after epoch ${paused.epoch}, seed 1`)
    expect(await logOf(id)).not.toContain('Not as in the epochs before')
  })

  it('pauses now, losing the running epoch only; its trainer goes', async () => {
    const { id } = await launch()
    await runWhen(engine, id, ({ epoch }) => epoch >= 2)
    const pid = await trainerPid(engine, id)
    await engine.invoke('run.pause', { id, when: 'now' })
    expect(isAlive(pid)).toBe(false)
    const { epoch, state } = await engine.invoke('run.get', { id })
    expect(state).toBe('paused')
    expect(epoch).toBeGreaterThanOrEqual(2)
    await expect(engine.invoke('run.pause', { id })).rejects.toMatchObject({ code: 'conflict' })
    await engine.invoke('run.resume', { id })
    const run = await runWhen(engine, id, (now) => now.state === 'training' && now.epoch > epoch)
    expect(run.epochs).toBe(10_000)
  })

  it('is paused while it waits, and waits again when it is resumed', async () => {
    await engine.invoke('queue.pause', {})
    const { id, studyId } = await launch()
    await engine.invoke('run.pause', { id })
    expect(await engine.invoke('run.list', { states: ['paused'] })).toMatchObject([{ id, epoch: 0 }])
    await engine.invoke('run.resume', { id })
    expect(await engine.invoke('run.list', { states: ['queued'] })).toMatchObject([{ id }])
    await engine.invoke('run.pause', { id })
    expect((await engine.invoke('study.launch', { id: studyId })).queued).toEqual([id])
  })

  it('says that it will pause, and that it is not done before', async () => {
    const { id } = await launch(smallVariant('A', endless, 256))
    await runWhen(engine, id, ({ epoch }) => epoch >= 1)
    await engine.invoke('run.pause', { id })
    expect((await engine.invoke('run.get', { id })).pauseRequested).toBe(true)
    await runWhen(engine, id, isPaused)
  })
})

describe('a queue that is stopped after the epoch', () => {
  it('pauses its trainings, and the next launch goes on with them and with what waited', async () => {
    await engine.invoke('settings.update', { workers: 1 })
    const study = await addStudy(engine, [smallVariant('A', endless)], [1, 2])
    const [first = 0, second = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, first, ({ epoch }) => epoch >= 1)
    await engine.invoke('queue.stop', { when: 'epoch' })
    const { epoch } = await runWhen(engine, first, isPaused)
    expect((await engine.invoke('run.get', { id: second })).state).toBe('queued')
    expect((await engine.invoke('system.status', {})).queue.isPaused).toBe(true)
    expect((await engine.invoke('study.launch', { id: study.id })).queued).toEqual([first])
    await engine.invoke('run.move', { id: first, place: 0 })
    await engine.invoke('queue.resume', {})
    await runWhen(engine, first, (run) => run.epoch > epoch)
  })
})

describe('a run that was ended', () => {
  it.each(['failed', 'cancelled', 'interrupted'] as const)('%s, goes on from its checkpoint', async (state) => {
    const { id, studyId } = await launch()
    await runWhen(engine, id, ({ epoch }) => epoch >= 2)
    if (state === 'failed') process.kill(await trainerPid(engine, id), 'SIGKILL')
    if (state === 'cancelled') await engine.invoke('run.cancel', { id })
    if (state === 'interrupted') await engine.invoke('queue.stop', { when: 'now' })
    const { epoch } = await runWhen(engine, id, (run) => run.state === state)
    expect((await engine.invoke('study.launch', { id: studyId })).queued).toEqual([id])
    await runWhen(engine, id, (run) => run.state === 'training' && run.epoch > epoch)
    const { curve } = await engine.invoke('run.get', { id })
    expect(curve.map((one) => one.epoch)).toEqual(curve.map((_, index) => index + 1))
  })

  it('begins anew on retry, without what it had', async () => {
    const { id } = await launch()
    await runWhen(engine, id, ({ epoch }) => epoch >= 3)
    await engine.invoke('run.cancel', { id })
    await engine.invoke('queue.pause', {})
    await engine.invoke('run.retry', { id })
    expect(await engine.invoke('run.get', { id })).toMatchObject({ state: 'queued', epoch: 0, hasCheckpoint: false })
    expect(checkpointsIn(store)).toEqual([])
  })

  it('says so where its checkpoint is missing, and begins anew when launched', async () => {
    const { id, studyId } = await launch()
    await runWhen(engine, id, ({ epoch }) => epoch >= 2)
    await engine.invoke('run.cancel', { id })
    for (const { sha256 } of checkpointsIn(store)) rmSync(store.files.pathOf(sha256))
    await expect(engine.invoke('run.resume', { id })).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('from the beginning') as string,
    })
    await engine.invoke('study.launch', { id: studyId })
    await runWhen(engine, id, ({ state, epoch }) => state === 'training' && epoch >= 1)
    expect(await logOf(id)).toContain('since its checkpoint is missing')
  })

  it('fails with the reason where its checkpoint is damaged, and begins anew when launched', async () => {
    const { id, studyId } = await launch()
    await runWhen(engine, id, ({ epoch }) => epoch >= 2)
    await engine.invoke('run.cancel', { id })
    const { epoch } = await engine.invoke('run.get', { id })
    const bytes = store.files.readArtifact(store.runs.plan(id).checkpoint?.last ?? '')
    writeFileSync(store.files.pathOf(store.runs.plan(id).checkpoint?.last ?? ''), bytes.fill(1, bytes.length - 40))
    await engine.invoke('run.resume', { id })
    const failed = await runWhen(engine, id, hasEnded)
    expect(failed).toMatchObject({ state: 'failed', epoch })
    expect(failed.reason).toMatch(/checksum.*from the beginning/)
    await engine.invoke('study.launch', { id: studyId })
    await runWhen(engine, id, (run) => run.state === 'training' && run.epoch >= 1)
    expect(await logOf(id)).toContain('since its checkpoint is damaged')
  })

  it('leaves checkpoints of nothing but its newest and best epoch, and none when it is deleted', async () => {
    const { id } = await launch()
    await runWhen(engine, id, ({ epoch }) => epoch >= 6)
    await engine.invoke('run.cancel', { id })
    expect(checkpointsIn(store).length).toBeLessThanOrEqual(2)
    const { freedBytes } = await engine.invoke('run.planDelete', { id })
    expect(freedBytes).toBe(checkpointsIn(store).reduce((sum, { bytes }) => sum + bytes, 0))
    expect(await engine.invoke('run.delete', { id })).toEqual({ freedBytes, runs: 1 })
    expect(
      store.artifacts
        .list()
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['beats', 'split'])
  })
})

describe('a run whose loss diverges', () => {
  /** Linear, so that nothing holds the values back once the rising rate is too large. */
  const wild = smallVariant('Wild', {
    epochs: 100,
    warmUpEpochs: 100,
    batchSize: 8,
    optimiser: { name: 'sgd', learningRate: 10, momentum: 0.9, nesterov: false, weightDecay: 0 },
  })
  const { head, recurrent, blocks } = wild.architecture
  const linear = { normalisation: 'none', activation: 'none' } as const
  wild.architecture = {
    blocks: blocks.map((block) => ({ ...block, ...linear })),
    recurrent,
    head: { ...head, dense: [8, 8], activation: 'none' },
  }

  it('keeps its last good checkpoint, but begins anew when launched, and says why', async () => {
    const { id, studyId } = await launch(wild)
    const failed = await runWhen(engine, id, hasEnded)
    expect(failed.state).toBe('failed')
    expect(failed.reason).toMatch(/infinite or not a number/)
    expect(failed.epoch).toBeGreaterThan(0)
    expect(failed.hasCheckpoint).toBe(true)
    await engine.invoke('queue.pause', {})
    await engine.invoke('study.launch', { id: studyId })
    expect(await engine.invoke('run.get', { id })).toMatchObject({ state: 'queued', epoch: 0 })
    expect(await logOf(id)).toContain('since going on would diverge again')
  })
})

describe('an extended run', () => {
  it('gives the same bytes as one that was trained so long at once', async () => {
    const long = await launch(restlessVariant('Long', { epochs: 9, schedule: { type: 'constant' } }))
    await runWhen(engine, long.id, hasEnded)
    const expected = await resultOf(engine, long.id)
    const { id, studyId } = await launch(restlessVariant('Short', { epochs: 4, schedule: { type: 'constant' } }))
    const short = await runWhen(engine, id, hasEnded)
    expect(short).toMatchObject({ epoch: 4, epochs: 4, hasCheckpoint: true })
    await engine.invoke('run.extend', { id, epochs: 9 })
    expect((await engine.invoke('study.table', { id: studyId })).rows[0]).toMatchObject({
      runs: [{ epochs: 4 }],
      unfinished: 0,
    })
    const extended = await runWhen(engine, id, ({ state, epoch }) => state === 'finished' && epoch > 4)
    expect(extended).toMatchObject({ epoch: 9, epochs: 9, reason: 'all 9 epochs done' })
    expect(await resultOf(engine, id)).toEqual(expected)
    expect(store.journal.countExtensions(id)).toBe(1)
    expect(await logOf(id)).toContain('scored 2 times')
    const { curve } = await engine.invoke('run.get', { id })
    const epochsMs = curve.reduce((sum, { durationMs }) => sum + durationMs, 0)
    // Both sittings count: the epochs of the first, and all of the second.
    expect(extended.durationMs).toBeGreaterThan(epochsMs - 10)
  })

  it('is finished as before when the extension is cancelled', async () => {
    const { id, studyId } = await launch(smallVariant('A', { epochs: 2 }))
    await runWhen(engine, id, hasEnded)
    const before = await engine.invoke('run.get', { id })
    const result = await resultOf(engine, id)
    await engine.invoke('run.extend', { id, epochs: 10_000 })
    await runWhen(engine, id, ({ epoch }) => epoch >= 5)
    await engine.invoke('run.cancel', { id })
    const after = await engine.invoke('run.get', { id })
    expect({ ...after, log: before.log, position: before.position, scores: [] }).toEqual({ ...before, scores: [] })
    expect(after.scores.map(({ macroF1 }) => macroF1)).toEqual(before.scores.map(({ macroF1 }) => macroF1))
    expect(await resultOf(engine, id)).toEqual(result)
    expect((await engine.invoke('study.launch', { id: studyId })).alreadyThere).toBe(1)
  })

  it('is refused at the end of a cosine that fell to 0, not at one that keeps a rest', async () => {
    const cosine = (minimum: number) => smallVariant('A', { epochs: 2, schedule: { type: 'cosine', minimum } })
    const spent = await launch(cosine(0))
    await runWhen(engine, spent.id, hasEnded)
    const before = await engine.invoke('run.get', { id: spent.id })
    await expect(engine.invoke('run.extend', { id: spent.id, epochs: 3 })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('learning rate is 0') as string,
      hint: expect.stringContaining('Duplicate the variant') as string,
    })
    expect(await engine.invoke('run.get', { id: spent.id })).toEqual(before)
    const rest = await launch(cosine(0.25))
    const {
      curve: [first],
    } = await runWhen(engine, rest.id, hasEnded).then(() => engine.invoke('run.get', { id: rest.id }))
    await engine.invoke('run.extend', { id: rest.id, epochs: 3 })
    await runWhen(engine, rest.id, ({ state, epoch }) => state === 'finished' && epoch === 3)
    const { curve } = await engine.invoke('run.get', { id: rest.id })
    expect(curve[2]?.learningRate).toBeCloseTo(0.25 * (first?.learningRate ?? NaN), 9)
  })

  it('is refused where it cannot be', async () => {
    const { id } = await launch(smallVariant('A', { epochs: 2 }))
    await runWhen(engine, id, hasEnded)
    await expect(engine.invoke('run.extend', { id, epochs: 2 })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(engine.invoke('run.resume', { id })).rejects.toMatchObject({ code: 'conflict' })
    await expect(engine.invoke('run.retry', { id })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('several at once', () => {
  it('paused, cancelled and resumed in any order, end all of them with the bytes of an undisturbed run', async () => {
    const expected = await undisturbed()
    await engine.invoke('settings.update', { workers: 2 })
    const study = await addStudy(engine, [restlessVariant('A'), restlessVariant('B'), restlessVariant('C')], [1])
    const { queued } = await engine.invoke('study.launch', { id: study.id })
    const [a = 0, b = 0, c = 0] = queued
    await runWhen(engine, a, ({ epoch }) => epoch >= 1)
    await Promise.all([
      engine.invoke('run.pause', { id: a, when: 'now' }),
      engine.invoke('run.cancel', { id: b }),
      engine.invoke('run.pause', { id: c, when: 'epoch' }).catch(() => undefined),
    ])
    await until(async () => {
      await engine.invoke('study.launch', { id: study.id })
      const runs = await engine.invoke('run.list', { studyId: study.id })
      return runs.every(({ state }) => state === 'finished')
    })
    for (const id of queued) expect(await resultOf(engine, id)).toEqual(expected)
    expect(store.files.listMissingFiles()).toEqual([])
  })
})

describe('an engine that ends', () => {
  it('leaves its runs to the next one, with epochs and checkpoint', async () => {
    const first = testEngine()
    const study = await addStudy(first.engine, [smallVariant('A', endless)])
    const [id = 0] = (await first.engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(first.engine, id, ({ epoch }) => epoch >= 2)
    await first.engine.invoke('queue.stop', { when: 'now' })
    const { epoch } = await first.engine.invoke('run.get', { id })
    const second = testEngine({ store: first.store })
    expect(await second.engine.invoke('run.get', { id })).toMatchObject({ state: 'interrupted', hasCheckpoint: true })
    await second.engine.invoke('run.resume', { id })
    await runWhen(second.engine, id, (run) => run.epoch > epoch)
    await second.engine.invoke('run.cancel', { id })
  })
})
