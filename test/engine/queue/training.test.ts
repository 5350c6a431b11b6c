import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { addStudy, hasEnded, runWhen, smallVariant, testEngine, until } from '../../support/testEngine.ts'

const trainer = fileURLToPath(new URL('../programs/hasty.ts', import.meta.url))

async function launch(seed: number) {
  const { engine, store } = testEngine({ programs: { trainer } })
  const study = await addStudy(engine, [smallVariant()], [seed])
  const [id = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
  const leftFiles = () => {
    const named = readdirSync(store.filesPath).filter((name) => name.length === 64)
    const known = store.artifacts.list().map(({ sha256 }) => sha256)
    return [...named.filter((name) => !known.includes(name)), ...readdirSync(path.join(store.filesPath, 'tmp'))]
  }
  return { engine, store, id, studyId: study.id, leftFiles }
}

describe('a trainer that is gone before its reports are stored', () => {
  it('loses none of them, in their order, and leaves no file behind', async () => {
    const { engine, store, id, leftFiles } = await launch(1)
    const told: number[] = []
    engine.events.subscribe((name, data) => {
      if (name === 'run.epoch') told.push((data as { epoch: { epoch: number } }).epoch.epoch)
    })
    const run = await runWhen(engine, id, hasEnded)
    expect(run).toMatchObject({ state: 'finished', epoch: 30, hasCheckpoint: true, reason: 'done' })
    expect(told).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    const checkpoint = store.files.readArtifact(store.runs.plan(id).checkpoint?.last ?? '')
    expect(Buffer.from(checkpoint).toString().trim()).toBe('checkpoint 1 30')
    await until(() => leftFiles().length === 0)
  })

  it('fails without a result, but keeps its epochs and the last checkpoint', async () => {
    const { engine, id, leftFiles } = await launch(4)
    expect(await runWhen(engine, id, hasEnded)).toMatchObject({ state: 'failed', epoch: 30, hasCheckpoint: true })
    await until(() => leftFiles().length === 0)
  })

  it('is cancelled in the middle: what it had said before stays, whole', async () => {
    const { engine, store, id, studyId, leftFiles } = await launch(4)
    await runWhen(engine, id, ({ epoch }) => epoch >= 1)
    await engine.invoke('run.cancel', { id }).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'conflict' })
    })
    const { epoch, hasCheckpoint } = await runWhen(engine, id, hasEnded)
    const { curve } = await engine.invoke('run.get', { id })
    expect(curve).toHaveLength(epoch)
    expect(hasCheckpoint).toBe(true)
    expect(store.files.listMissingFiles()).toEqual([])
    await until(() => leftFiles().length === 0)
    expect((await engine.invoke('study.planDelete', { id: studyId })).freedBytes).toBeLessThanOrEqual(200_000)
  })
})

describe('a trainer that says what is not so', () => {
  it('fails where the checkpoint it names is not there, after the epochs that have theirs', async () => {
    const { engine, id, leftFiles } = await launch(2)
    const run = await runWhen(engine, id, hasEnded)
    expect(run).toMatchObject({ state: 'failed', epoch: 2, hasCheckpoint: true })
    expect(run.reason).toMatch(/ENOENT/)
    await until(() => leftFiles().length === 0)
  })

  it('fails where the weights it names are not there, and leaves nothing of its result', async () => {
    const { engine, store, id, leftFiles } = await launch(5)
    const run = await runWhen(engine, id, hasEnded)
    expect(run).toMatchObject({ state: 'failed', epoch: 30, hasWeights: false })
    expect(run.reason).toMatch(/ENOENT/)
    await until(() => leftFiles().length === 0)
    // Nothing holds them: the same bytes, put and let go, go again.
    const logits = store.files.putBytes(new TextEncoder().encode('logits'), 'logits')
    store.files.release(logits)
    expect(store.files.has(logits.sha256)).toBe(false)
  })

  it('fails where it goes on from another epoch than the stored one', async () => {
    const { engine, id } = await launch(3)
    const run = await runWhen(engine, id, hasEnded)
    expect(run).toMatchObject({ state: 'failed', epoch: 0 })
    expect(run.reason).toBe('The checkpoint is of epoch 7, but 0 epochs are stored. Start the run from the beginning.')
  })
})
