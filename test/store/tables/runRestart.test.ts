import { rmSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../electron/store/store.ts'
import {
  addInterruptedRun,
  addRun,
  addStudy,
  checkpointsOf,
  epoch,
  finishedRun,
  keptCheckpoints,
  lastLog,
  trainTo,
} from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

describe('a run that did not finish', () => {
  it('goes on from its checkpoint with epochs and log, and its time adds up', () => {
    const store = temporaryStore()
    const id = addInterruptedRun(store)
    const plan = store.runs.plan(id)
    const run = store.runs.resume(id)
    expect(run).toMatchObject({ state: 'queued', reason: null, epoch: 3, hasCheckpoint: true, startedAt: null })
    expect(store.runs.plan(id)).toMatchObject({ epochs: 3, until: null, checkpoint: plan.checkpoint })
    expect(lastLog(store, id)).toBe('Queued again, to go on after epoch 3; it was interrupted: The engine ended.')
    trainTo(store, id, 5, 1)
    store.runs.finish(id, finishedRun(store, 'a'))
    expect(store.runs.get(id)).toMatchObject({ state: 'finished', epoch: 5 })
    // Three epochs of a second each before it was resumed; no time passes in this test.
    expect(store.runs.get(id).durationMs).toBeGreaterThanOrEqual(3000)
    expect(store.runs.get(id).durationMs).toBeLessThan(5000)
  })

  it('begins anew on retry, and by itself where there is no checkpoint', () => {
    const store = temporaryStore()
    const id = addInterruptedRun(store)
    expect(store.runs.retry(id)).toMatchObject({ epoch: 0, hasCheckpoint: false })
    expect(keptCheckpoints(store)).toEqual([])
    store.runs.setState(id, 'preparing')
    store.runs.setState(id, 'training')
    store.runs.appendEpoch(id, epoch(1), true)
    store.runs.end(id, { state: 'paused', reason: 'Paused.' })
    expect(store.runs.resume(id)).toMatchObject({ state: 'queued', epoch: 0 })
    expect(lastLog(store, id)).toBe(
      'Queued again, from the beginning, since it has no checkpoint; it was paused: Paused.',
    )
    // Paused while it waited: there is nothing to say of checkpoints.
    store.runs.end(id, { state: 'paused', reason: 'Paused.' })
    store.runs.resume(id)
    expect(lastLog(store, id)).toBe('Queued again, from the beginning; it was paused: Paused.')
  })

  it('says so where the checkpoint file is missing; a launch begins anew', () => {
    const store = temporaryStore()
    const id = addInterruptedRun(store)
    rmSync(store.files.pathOf(store.runs.plan(id).checkpoint?.last ?? ''))
    expect(thrownBy(() => store.runs.resume(id))).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('checkpoint of a run is missing'),
      hint: expect.stringContaining('from the beginning'),
    })
    expect(store.runs.get(id)).toMatchObject({ state: 'interrupted', epoch: 3 })
    expect(store.warnings().join()).toContain('checkpoint')
    expect(store.runs.startAgain(id)).toMatchObject({ state: 'queued', epoch: 0 })
    expect(lastLog(store, id)).toContain('since its checkpoint is missing')
  })

  it('begins anew at a launch where the file of its checkpoint is damaged', () => {
    const store = temporaryStore()
    const id = addInterruptedRun(store)
    writeFileSync(store.files.pathOf(store.runs.plan(id).checkpoint?.last ?? ''), 'half of it')
    expect(store.runs.startAgain(id)).toMatchObject({ state: 'queued', epoch: 0 })
    expect(lastLog(store, id)).toContain('from the beginning, since its checkpoint is damaged; it was interrupted')
  })

  it('that diverged keeps its last checkpoint, but a launch begins anew', () => {
    const store = temporaryStore()
    const { id } = addRun(store, addStudy(store))
    trainTo(store, id, 2)
    store.runs.end(id, { state: 'failed', reason: 'The loss became NaN.', hasDiverged: true })
    expect(store.runs.get(id)).toMatchObject({ state: 'failed', epoch: 2, hasCheckpoint: true })
    expect(store.runs.startAgain(id)).toMatchObject({ state: 'queued', epoch: 0 })
    expect(lastLog(store, id)).toContain(
      'from the beginning, since going on would diverge again; it was failed: The loss',
    )
    trainTo(store, id, 2)
    store.runs.end(id, { state: 'failed', reason: 'killed' })
    expect(store.runs.startAgain(id)).toMatchObject({ state: 'queued', epoch: 2 })
  })

  it('forgets that it was to pause once it has', () => {
    const store = temporaryStore()
    const { id } = addRun(store, addStudy(store))
    trainTo(store, id, 1)
    store.runs.requestPause(id)
    expect(store.runs.get(id)).toMatchObject({ pauseRequested: true })
    store.runs.end(id, { state: 'paused', reason: 'Paused after epoch 1.' })
    expect(store.runs.get(id)).toMatchObject({ state: 'paused', pauseRequested: false, endedAt: null })
  })
})

const steps = ['resume', 'retry', 'again', 'train', 'finish', 'extend', 'pause', 'fail', 'diverge', 'cancel'] as const

it('whatever is asked of a run, what it can go on from is there, and nothing else is kept', () => {
  const store = temporaryStore()
  const study = addStudy(store)
  let seed = 0
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 20 }), (asked) => {
      const { id } = addRun(store, study, seed++)
      for (const step of asked) {
        const before = store.runs.detail(id)
        try {
          ask(store, id, step)
        } catch (error) {
          expect(error).toMatchObject({ code: 'conflict' })
          expect(store.runs.detail(id)).toEqual(before)
        }
        const run = store.runs.detail(id)
        expect(run.curve.map((one) => one.epoch)).toEqual(Array.from({ length: run.epoch }, (_, index) => index + 1))
        expect(run.hasCheckpoint).toBe(run.epoch > 0)
        expect(run.state === 'finished' && run.scores.length === 0).toBe(false)
        // A result is lost only where a run that never finished begins anew: it has none.
        if (before.scores.length > 0) expect(run.scores).toHaveLength(2)
      }
      expect(checkpointsOf(store).length).toBeLessThanOrEqual(3)
      expect(store.files.listMissingFiles()).toEqual([])
      store.runs.end(id, { state: 'cancelled', reason: '' })
      store.runs.delete(id)
      expect(checkpointsOf(store)).toEqual([])
    }),
    { numRuns: 80 },
  )
})

function ask(store: Store, id: number, step: (typeof steps)[number]): void {
  const { state, epoch: trained } = store.runs.get(id)
  if (step === 'resume') store.runs.resume(id)
  if (step === 'retry') store.runs.retry(id)
  if (step === 'again') store.runs.startAgain(id)
  if (step === 'train' && (state === 'queued' || state === 'training')) trainTo(store, id, trained + 1, trained % 3)
  if (step === 'finish' && trained > 0) store.runs.finish(id, finishedRun(store, `${id} ${trained}`))
  if (step === 'extend') store.runs.extend(id, trained + 2)
  if (step === 'pause') store.runs.end(id, { state: 'paused', reason: 'p' })
  if (step === 'fail') store.runs.end(id, { state: 'failed', reason: 'f' })
  if (step === 'diverge') store.runs.end(id, { state: 'failed', reason: 'd', hasDiverged: true })
  if (step === 'cancel') store.runs.end(id, { state: 'cancelled', reason: 'c' })
}
