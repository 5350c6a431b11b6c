import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '../../../electron/engine/createEngine.ts'
import type { Job } from '../../../electron/shared/job.ts'
import { encodeSafetensors } from '../../../electron/shared/safetensors.ts'
import { assembleStore, openDatabase } from '../../../electron/store/openStore.ts'
import { restlessVariant } from '../../support/restlessRun.ts'
import {
  addStudy,
  endless,
  hasEnded,
  runWhen,
  smallVariant,
  testEngine,
  testFolder,
  until,
} from '../../support/testEngine.ts'

/** A job once it has ended. */
async function jobEnd(engine: Engine, id: number): Promise<Job> {
  return await until(async () =>
    (await engine.invoke('job.list', {})).find((job) => job.id === id && job.state !== 'running'),
  )
}

async function finishedRun(engine: Engine, variant = smallVariant()): Promise<number> {
  const study = await addStudy(engine, [variant], [3])
  const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
  expect((await runWhen(engine, id, hasEnded)).state).toBe('finished')
  return id
}

/** An engine whose database the test can write to behind its back. */
function openEngine() {
  const file = path.join(testFolder(), 'experiments.db')
  const db = openDatabase(file)
  const store = assembleStore(db, file, path.join(path.dirname(file), 'experiments.files'))
  return { ...testEngine({ store }), db }
}

const leftIn = (filesPath: string) => readdirSync(path.join(filesPath, 'tmp'))

describe('a run that went on elsewhere', () => {
  it('keeps what was otherwise in the epochs before, and a repetition says so', async () => {
    const { engine, store } = testEngine()
    const study = await addStudy(engine, [restlessVariant('Moved', { epochs: 8 })], [3])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, id, ({ epoch }) => epoch >= 1)
    await engine.invoke('run.pause', { id, when: 'now' })
    const { environment, epoch } = await engine.invoke('run.get', { id })
    if (environment === null) throw new Error('The run has no environment.')
    store.runs.setEnvironment(id, { ...environment, cpu: 'Abacus' })
    await engine.invoke('run.resume', { id })
    await runWhen(engine, id, hasEnded)
    const change = `processor ${environment.cpu}, was Abacus, from epoch ${epoch + 1} on`
    expect((await engine.invoke('run.get', { id })).environment).toEqual({ ...environment, changes: [change] })
    await jobEnd(engine, (await engine.invoke('run.repeat', { id })).id)
    expect((await engine.invoke('run.get', { id })).repetitions).toMatchObject([
      { isIdentical: true, environmentChanges: [`while it was trained, ${change}`] },
    ])

    await engine.invoke('run.extend', { id, epochs: 10_000 })
    await runWhen(engine, id, (run) => run.epoch > 8)
    store.runs.setEnvironment(id, { ...environment, cpu: 'Slide rule' })
    await engine.invoke('run.pause', { id, when: 'now' })
    await engine.invoke('queue.pause', {})
    await engine.invoke('run.retry', { id })
    expect((await engine.invoke('run.get', { id })).environment).toEqual({ ...environment, changes: [change] })
  })
})

describe('repeating a run', () => {
  it('finds the same bytes again, also of one that was paused and ended early, and says how far it is', async () => {
    const { engine, store } = testEngine()
    const variant = restlessVariant('Early', {
      epochs: 30,
      earlyStopping: { monitor: 'validation-macro-f1', patience: 3 },
    })
    const study = await addStudy(engine, [variant], [3])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, id, ({ epoch }) => epoch >= 1)
    await engine.invoke('run.pause', { id, when: 'now' })
    await engine.invoke('run.resume', { id })
    const run = await runWhen(engine, id, hasEnded)
    expect(run.reason).toMatch(/stopped early/)

    const told: Job[] = []
    onTestFinished(
      engine.events.subscribe((name, data) => {
        if (name === 'job.change') told.push(data as Job)
      }),
    )
    const job = await engine.invoke('run.repeat', { id })
    expect(job).toMatchObject({ kind: 'repeat', runId: id, state: 'running' })
    expect(engine.isBusy()).toBe(true)
    await expect(engine.invoke('run.repeat', { id })).rejects.toMatchObject({ code: 'conflict' })
    expect(await jobEnd(engine, job.id)).toMatchObject({ state: 'finished', message: 'identical, bit for bit' })
    expect(told.map(({ message }) => message)).toContain(`Epoch ${run.epoch} of ${run.epoch}`)
    const fractions = told.map(({ fraction }) => fraction)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))

    const { repetitions, log } = await engine.invoke('run.get', { id })
    expect(repetitions).toMatchObject([{ isIdentical: true, differences: [], environmentChanges: [] }])
    expect(log.at(-1)?.text).toBe('Repeated: identical, bit for bit.')
    expect(leftIn(store.filesPath)).toEqual([])
    expect(store.warnings()).toEqual([])
  })

  it('tells what differs, one line a kind, and what is not as it was', async () => {
    const { engine, store, db } = openEngine()
    const id = await finishedRun(engine)
    const { path: weightsPath } = await engine.invoke('run.weights', { id })
    expect(weightsPath).toContain(store.filesPath)
    db.exec('UPDATE epochs SET train_loss = train_loss + 1, validation_loss = 7')
    db.exec(`UPDATE evaluations SET loss = 0.125, predicted = zeroblob(length(predicted)) WHERE part = 'test'`)
    db.exec(`UPDATE runs SET environment = json_set(environment, '$.cpu', 'Abacus', '$.oneDnn', json('false'))`)
    const weights = store.files.putBytes(
      encodeSafetensors({ 'head.output.bias': { dtype: 'F32', shape: [5], data: new Float32Array(5) } }),
      'weights',
    )
    db.prepare('INSERT INTO artifacts (sha256, kind, bytes, created_at) VALUES (?, ?, ?, ?)').run(
      weights.sha256,
      'weights',
      weights.bytes,
      'now',
    )
    db.prepare('UPDATE runs SET weights_sha256 = ?').run(weights.sha256)

    const job = await engine.invoke('run.repeat', { id })
    expect(await jobEnd(engine, job.id)).toMatchObject({ state: 'finished', message: 'different' })
    const { repetitions } = await engine.invoke('run.get', { id })
    expect(repetitions).toHaveLength(1)
    expect(repetitions[0]?.isIdentical).toBe(false)
    expect(repetitions[0]?.differences).toEqual([
      expect.stringMatching(/^Epoch 1 is the first that differs: training loss .*validation loss .*, was 7 /),
      expect.stringMatching(/^Test part: \d+ of 60 predicted classes differ/),
      expect.stringMatching(/^Test part: loss .*, was 0.125 /),
      expect.stringMatching(/^Weights: 7 tensors cannot be compared/),
    ])
    expect(repetitions[0]?.environmentChanges).toEqual([
      expect.stringMatching(/^processor .*, was Abacus$/),
      'oneDNN on, was off',
    ])
  })

  it('compares what is kept, and says what is not', async () => {
    const { engine, db } = openEngine()
    const id = await finishedRun(engine)
    db.exec('UPDATE runs SET weights_sha256 = NULL')
    db.exec('UPDATE evaluations SET logits_sha256 = NULL')
    const job = await engine.invoke('run.repeat', { id })
    const { message } = await jobEnd(engine, job.id)
    expect(message).toBe(
      'identical, bit for bit; not kept, so not compared: logits of the validation part, logits of the test part, weights',
    )
  })

  it('is cancelled: its trainer goes, and nothing of it stays', async () => {
    const { engine, store, db } = openEngine()
    const id = await finishedRun(engine, smallVariant('A', { epochs: 3 }, 512))
    // So that it trains on and on.
    db.exec(
      'WITH RECURSIVE more (n) AS (SELECT 4 UNION ALL SELECT n + 1 FROM more WHERE n < 500)' +
        ' INSERT INTO epochs SELECT run_id, n, 1, 1, 1, 1, 1, 1, 0 FROM epochs, more WHERE epoch = 1',
    )
    const job = await engine.invoke('run.repeat', { id })
    await until(async () => /Epoch 2/.test((await engine.invoke('job.list', {})).at(-1)?.message ?? ''))
    expect(leftIn(store.filesPath)).toHaveLength(1)
    await engine.invoke('job.cancel', { id: job.id })
    expect((await engine.invoke('job.list', {})).at(-1)).toMatchObject({ state: 'cancelled', error: null })
    expect(leftIn(store.filesPath)).toEqual([])
    expect(engine.isBusy()).toBe(false)
    expect((await engine.invoke('run.get', { id })).repetitions).toEqual([])
  })

  it('fails with the reason, and nothing of it stays, where the run is gone at its end', async () => {
    const { engine, store } = testEngine()
    const id = await finishedRun(engine)
    const job = await engine.invoke('run.repeat', { id })
    await engine.invoke('run.delete', { id })
    expect(await jobEnd(engine, job.id)).toMatchObject({ state: 'failed', error: { code: 'not-found' } })
    expect(leftIn(store.filesPath)).toEqual([])
  })

  it('is refused for runs that have not finished', async () => {
    const { engine } = testEngine()
    const study = await addStudy(engine, [smallVariant('A', endless)])
    const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await expect(engine.invoke('run.repeat', { id })).rejects.toMatchObject({ code: 'conflict' })
    await expect(engine.invoke('run.repeat', { id: 99 })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('ends with the engine', async () => {
    const first = testEngine()
    const id = await finishedRun(first.engine, smallVariant('A', { epochs: 40 }, 256))
    await first.engine.invoke('run.repeat', { id })
    await until(async () => /Epoch/.test((await first.engine.invoke('job.list', {})).at(-1)?.message ?? ''))
    await first.engine.close()
    expect(readdirSync(path.join(first.store.filesPath, 'tmp'))).toEqual([])
  })
})
