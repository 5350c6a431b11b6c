import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activeStates, runDetailSchema, runSchema, type RunState } from '../../../electron/shared/run.ts'
import { publishedRecipe } from '../../../electron/shared/recipe.ts'
import type { Store } from '../../../electron/store/store.ts'
import { addFinishedRun, addRun, addStudy, addTrainingRun, epoch, evaluation, finishedRun } from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

const environment = { beatbench: '0.1.0', node: '24', tensorflow: '2.21', cpu: 'a cpu', threads: 1, oneDnn: false }

describe('a run', () => {
  it('can be read whole when it has finished', () => {
    const store = temporaryStore()
    const { id } = addTrainingRun(store, addStudy(store))
    store.runs.setEnvironment(id, environment)
    store.runs.appendEpoch(id, epoch(2, { validationLoss: 3, validationMacroF1: 0.4 }), false)
    store.runs.setState(id, 'evaluating')
    const { at } = store.runs.appendLog(id, 'scored')
    expect(store.runs.finish(id, finishedRun(store, 'a'))).toBe(true)

    const detail = store.runs.detail(id)
    expect(runDetailSchema.parse(detail)).toEqual(detail)
    expect(detail).toMatchObject({
      state: 'finished',
      reason: 'stopped early after epoch 1',
      epoch: 2,
      epochs: 20,
      bestEpoch: 1,
      bestValidationLoss: 2,
      trainLoss: 0.5,
      hasWeights: true,
      parameters: 381893,
      partSizes: { train: 8, validation: 1, test: 5 },
      environment,
      recipe: publishedRecipe(),
      log: [{ at, text: 'scored' }],
    })
    expect(detail.curve).toEqual([epoch(1), epoch(2, { validationLoss: 3, validationMacroF1: 0.4 })])
    // labels N N S V F, predicted N N S V V: F1 of N and S 1, V 2/3, F and Q 0.
    expect(detail.scores.map(({ part }) => part)).toEqual(['validation', 'test'])
    expect(detail.testMacroF1).toBeCloseTo((1 + 1 + 2 / 3) / 5, 12)
    expect(detail.scores[1]).toMatchObject({ beats: 5, accuracy: 0.8, looks: 0 })
    expect(detail.durationMs).toBe(Date.parse(detail.endedAt ?? '') - Date.parse(detail.startedAt ?? ''))
  })

  it('tells its newest and best epoch while it trains', () => {
    const store = temporaryStore()
    const { id } = addTrainingRun(store, addStudy(store))
    store.runs.appendEpoch(id, epoch(2, { validationLoss: 0.7, validationMacroF1: 0.6 }), true)
    store.runs.appendEpoch(id, epoch(3, { validationLoss: 0.9, validationMacroF1: 0.5 }), false)
    const run = store.runs.get(id)
    expect(runSchema.parse(run)).toEqual(run)
    expect(run).toMatchObject({
      bestEpoch: 2,
      bestValidationLoss: 0.7,
      validationMacroF1: 0.5,
      testMacroF1: null,
      epoch: 3,
    })
  })

  it('is there once for a variant and seed', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const run = addRun(store, study, 5)
    expect(thrownBy(() => addRun(store, study, 5))).toMatchObject({ code: 'conflict' })
    expect(store.runs.find(run.variantId, 5)?.id).toBe(run.id)
    expect(store.runs.find(run.variantId, 6)).toBeNull()
    expect(thrownBy(() => store.runs.insertQueued(99, 1))).toMatchObject({ code: 'not-found' })
  })

  it('is planned with the data and split that its study names', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const run = addRun(store, study, 3)
    const dataSet = store.dataSets.get(study.dataSetId)
    expect(store.runs.plan(run.id)).toMatchObject({
      seed: 3,
      dataSha256: dataSet.sha256,
      splitSha256: store.splits.get(dataSet.id, 'published').sha256,
      recipe: publishedRecipe(),
    })
  })

  it('is found by study and by state', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const other = addStudy(store, 'other', study.dataSetId)
    const done = addFinishedRun(store, study, 1)
    const waiting = addRun(store, study, 2)
    addRun(store, other, 1)
    const ids = (filter: Parameters<Store['runs']['list']>[0]) => store.runs.list(filter).map(({ id }) => id)
    expect(ids({ studyId: study.id })).toEqual([done.id, waiting.id])
    expect(ids({ states: ['finished', 'failed'] })).toEqual([done.id])
    expect(ids({ studyId: other.id, states: ['finished'] })).toEqual([])
    expect(ids({ states: [] })).toEqual([])
    expect(store.runs.tally()).toMatchObject({ queued: 2, finished: 1, failed: 0 })
  })

  it('refuses an epoch whose loss is not a number', () => {
    const store = temporaryStore()
    const { id } = addTrainingRun(store, addStudy(store))
    for (const trainLoss of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(thrownBy(() => store.runs.appendEpoch(id, epoch(2, { trainLoss }), false))).toMatchObject({
        code: 'diverged',
      })
    }
    expect(store.runs.get(id).epoch).toBe(1)
  })

  it('keeps every number of an epoch exactly', () => {
    const store = temporaryStore()
    const { id } = addTrainingRun(store, addStudy(store))
    let number = 1
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const kept = epoch(++number, { trainLoss: value, validationLoss: -value, durationMs: Math.abs(value) })
        store.runs.appendEpoch(id, kept, false)
        const read = store.runs.detail(id).curve.at(-1)
        // Adding zero makes -0 and 0 one: SQLite knows only one of them.
        expect(read).toEqual({ ...kept, trainLoss: value + 0, validationLoss: 0 - value })
      }),
    )
  })
})

describe('the queue', () => {
  it('is first come, first served, and a moved run takes its place', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const ids = [1, 2, 3, 4].map((seed) => addRun(store, study, seed).id)
    const order = () =>
      store.runs
        .list()
        .toSorted((a, b) => a.position - b.position)
        .map(({ seed }) => seed)
    expect(store.runs.nextQueued()?.seed).toBe(1)
    store.runs.move(ids[3] ?? 0, 0)
    expect(order()).toEqual([4, 1, 2, 3])
    store.runs.move(ids[0] ?? 0, 2)
    expect(order()).toEqual([4, 2, 1, 3])
    store.runs.move(ids[3] ?? 0, 99)
    expect(order()).toEqual([2, 1, 3, 4])
    expect(store.runs.nextQueued()?.seed).toBe(2)
  })

  it('only moves what waits', () => {
    const store = temporaryStore()
    const run = addTrainingRun(store, addStudy(store))
    expect(thrownBy(() => store.runs.move(run.id, 0))).toMatchObject({ code: 'conflict' })
  })

  it('gives a run to one taker only', () => {
    const store = temporaryStore()
    const { id } = addRun(store, addStudy(store))
    expect(store.runs.setState(id, 'preparing')).toBe(true)
    expect(store.runs.setState(id, 'preparing')).toBe(false)
    expect(store.runs.nextQueued()).toBeNull()
  })
})

const steps = [
  'preparing',
  'training',
  'evaluating',
  'paused',
  'failed',
  'cancelled',
  'interrupted',
  'finish',
  'retry',
] as const

describe('the life of a run', () => {
  it('goes through no other states than those that follow, whatever is asked', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const ended: RunState[] = ['finished', 'failed', 'cancelled', 'interrupted']
    let seed = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (asked) => {
        const { id } = addRun(store, study, seed++)
        for (const step of asked) {
          const before = store.runs.get(id)
          const isDone = ask(store, id, step)
          const after = store.runs.get(id)
          if (!isDone) expect(after).toEqual(before)
          else if (step === 'retry')
            expect([ended.includes(before.state) || before.state === 'paused', after.state]).toEqual([true, 'queued'])
          else expect(ended).not.toContain(before.state)
          expect(after.endedAt !== null).toBe(ended.includes(after.state))
          if (activeStates.includes(after.state)) expect(after.startedAt).not.toBeNull()
          if (after.state === 'finished') expect(store.runs.detail(id).scores).toHaveLength(2)
          if (after.state === 'queued') expect(store.runs.detail(id).curve).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is finished as a whole or not at all', () => {
    const store = temporaryStore()
    const { id } = addTrainingRun(store, addStudy(store))
    const twice = { ...finishedRun(store, 'a'), evaluations: [evaluation(), evaluation()] }
    expect(() => store.runs.finish(id, twice)).toThrow()
    expect(store.runs.get(id)).toMatchObject({ state: 'training', hasWeights: false, testMacroF1: null })
    expect(store.runs.finish(id, finishedRun(store, 'a'))).toBe(true)
    expect(store.runs.finish(id, finishedRun(store, 'a'))).toBe(false)
  })

  it('starts over when tried again, keeping the log and freeing what it had', () => {
    const store = temporaryStore()
    const { id } = addTrainingRun(store, addStudy(store))
    store.runs.appendLog(id, 'first try')
    store.runs.requestStop(id)
    store.runs.setState(id, 'failed', 'out of memory')
    const run = store.runs.retry(id)
    expect(run).toMatchObject({
      state: 'queued',
      reason: null,
      epoch: 0,
      stopRequested: false,
      startedAt: null,
      endedAt: null,
      bestEpoch: null,
    })
    const { log, curve, scores } = store.runs.detail(id)
    expect([curve, scores]).toEqual([[], []])
    expect(log.map(({ text }) => text)).toEqual([
      'first try',
      'Queued again, from the beginning; it was failed: out of memory.',
    ])
    expect(store.runs.setState(id, 'preparing')).toBe(true)
  })

  it('is not tried again while it waits, trains or has finished', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    for (const run of [addRun(store, study, 1), addTrainingRun(store, study, 2), addFinishedRun(store, study, 3)]) {
      expect(thrownBy(() => store.runs.retry(run.id))).toMatchObject({ code: 'conflict' })
    }
  })

  it('is interrupted for all active runs, and only those, when an engine starts', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const waiting = addRun(store, study, 1)
    const training = addTrainingRun(store, study, 2)
    const evaluating = addTrainingRun(store, study, 3)
    store.runs.setState(evaluating.id, 'evaluating')
    const finished = addFinishedRun(store, study, 4)
    expect(store.runs.markInterrupted()).toEqual([training.id, evaluating.id])
    expect(store.runs.markInterrupted()).toEqual([])
    const stateOf = ({ id }: { id: number }) => store.runs.get(id).state
    expect([waiting, training, finished].map(stateOf)).toEqual(['queued', 'interrupted', 'finished'])
    expect(store.runs.detail(training.id).curve).toHaveLength(1)
  })
})

function ask(store: Store, id: number, step: (typeof steps)[number]): boolean {
  if (step === 'finish') return store.runs.finish(id, finishedRun(store, 'same'))
  if (step !== 'retry') return store.runs.setState(id, step)
  try {
    store.runs.retry(id)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'conflict' })
    return false
  }
}
