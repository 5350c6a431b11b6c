import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../electron/store/store.ts'
import {
  addFinishedRun,
  addRun,
  addStudy,
  epoch,
  evaluation,
  finishedRun,
  keptCheckpoints,
  lastLog,
  trainTo,
} from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

const environment = { beatbench: '0.1.0', node: '24', tensorflow: '2.21', cpu: 'a cpu', threads: 1, oneDnn: false }

/** A finished run of two epochs with environment and checkpoint. */
function finishedRunOfTwo(store: Store): number {
  const { id } = addRun(store, addStudy(store))
  trainTo(store, id, 2)
  store.runs.setEnvironment(id, environment)
  store.runs.finish(id, { ...finishedRun(store, 'first'), bestEpoch: 2, finalEpoch: 2 })
  return id
}

describe('a finished run that is extended', () => {
  it('keeps its result until it has the new one, which is journaled', () => {
    const store = temporaryStore()
    const id = finishedRunOfTwo(store)
    const before = store.runs.detail(id)
    store.runs.addRepetition(id, { at: 'now', isIdentical: true, differences: [], environmentChanges: [] })
    expect(store.runs.extend(id, 4)).toMatchObject({ state: 'queued', epoch: 2, epochs: 4, hasWeights: true })
    expect(store.runs.plan(id)).toMatchObject({ until: 4, epochs: 2 })
    expect(store.runs.limit(id)).toBe(4)
    trainTo(store, id, 3)
    const during = store.runs.detail(id)
    expect(during).toMatchObject({ state: 'training', epoch: 3, scores: before.scores, bestEpoch: 3 })
    expect(during.validationMacroF1).toBe(epoch(3).validationMacroF1)
    const [inTable] = store.evaluations.listEvaluations(before.studyId, 'test')
    expect(inTable).toMatchObject({ isExtending: true, epochs: 2, scoredEpoch: 2, durationMs: before.durationMs })

    trainTo(store, id, 4)
    const result = { ...finishedRun(store, 'second'), evaluations: [evaluation({ loss: 0.25 })], finalEpoch: 4 }
    expect(store.runs.finish(id, result)).toBe(true)
    const after = store.runs.detail(id)
    expect(after).toMatchObject({ state: 'finished', epoch: 4, epochs: 4, repetitions: [] })
    expect(after.scores.map(({ loss }) => loss)).toEqual([0.25])
    expect(after.log.at(-1)?.text).toMatch(/from 2 to 4 epochs: the test part has now been scored 2 times/)
    expect(store.journal.countExtensions(id)).toBe(1)
    expect(store.journal.list(1)).toMatchObject([{ what: 'extended', noun: 'run', id, details: { from: 2, to: 4 } }])
    expect(store.evaluations.listEvaluations(before.studyId, 'test')).toMatchObject([{ isExtending: false, epochs: 4 }])
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 4`])
    expect(store.artifacts.list().filter(({ kind }) => kind === 'weights')).toHaveLength(1)
    expect(store.runs.extend(id, 5)).toMatchObject({ epochs: 5 })
  })

  it.each([
    ['cancelled while it waits', (store: Store, id: number) => void store.runs.get(id)],
    ['cancelled while it trains', (store: Store, id: number) => trainTo(store, id, 4)],
    [
      'given up after it failed',
      (store: Store, id: number) => {
        trainTo(store, id, 3)
        store.runs.end(id, { state: 'failed', reason: 'killed' })
      },
    ],
  ])('is as it was before when that is %s', (_, train) => {
    const store = temporaryStore()
    const id = finishedRunOfTwo(store)
    const before = store.runs.detail(id)
    const table = store.evaluations.listEvaluations(before.studyId, 'test')
    store.runs.extend(id, 9)
    train(store, id)
    expect(store.runs.end(id, { state: 'cancelled', reason: 'Cancelled.' })).toBe(true)
    const after = store.runs.detail(id)
    expect({ ...after, log: before.log, position: before.position }).toEqual(before)
    expect(store.evaluations.listEvaluations(before.studyId, 'test')).toEqual(table)
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 2`])
    expect(store.journal.countExtensions(id)).toBe(0)
    expect(store.runs.extend(id, 3)).toMatchObject({ state: 'queued', epoch: 2 })
  })

  it('stands as it was when training on diverges, and says so', () => {
    const store = temporaryStore()
    const id = finishedRunOfTwo(store)
    store.runs.extend(id, 9)
    trainTo(store, id, 5)
    store.runs.end(id, { state: 'failed', reason: 'The loss became NaN.', hasDiverged: true })
    expect(store.runs.get(id)).toMatchObject({ state: 'finished', epoch: 2, epochs: 20 })
    expect(store.runs.get(id).reason).toMatch(/^stopped early.*; training on failed: The loss became NaN\.$/)
  })

  it('goes on after a failure, or begins anew behind its old result', () => {
    const store = temporaryStore()
    const id = finishedRunOfTwo(store)
    store.runs.extend(id, 9)
    trainTo(store, id, 5)
    store.runs.end(id, { state: 'failed', reason: 'killed' })
    expect(store.runs.detail(id)).toMatchObject({ state: 'failed', epoch: 5, epochs: 9 })
    expect(store.runs.detail(id).scores).toHaveLength(2)
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 2`, `checkpoint ${id} 5`])
    expect(store.runs.startAgain(id)).toMatchObject({ state: 'queued', epoch: 5, epochs: 9 })
    store.runs.end(id, { state: 'paused', reason: 'Paused.' })
    expect(store.runs.retry(id)).toMatchObject({ state: 'queued', epoch: 2, epochs: 9, hasWeights: true })
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 2`])
    expect(lastLog(store, id)).toContain('Queued again, after epoch 2;')
  })

  it('is refused unless it has finished, was trained here, has a checkpoint, and is to have more epochs', () => {
    const store = temporaryStore()
    const id = finishedRunOfTwo(store)
    const study = store.studies.get(store.runs.get(id).studyId)
    const refused = (run: number, epochs: number) => thrownBy(() => store.runs.extend(run, epochs))
    expect(refused(id, 2)).toMatchObject({ code: 'bad-input', message: expect.stringContaining('2 epochs already') })
    expect(refused(addRun(store, study, 8).id, 9)).toMatchObject({ code: 'conflict' })
    const without = addFinishedRun(store, study, 9).id
    expect(refused(without, 9)).toMatchObject({ code: 'conflict', message: expect.stringContaining('no checkpoint') })
    rmSync(store.files.pathOf(store.runs.plan(id).checkpoint?.last ?? ''))
    expect(refused(id, 9)).toMatchObject({ code: 'not-found' })
    expect(store.runs.get(id).state).toBe('finished')
  })
})
