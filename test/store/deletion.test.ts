import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import { addDataSet, addFinishedRun, addRun, addStudy, addTrainingRun, newDataSet } from './samples.ts'
import { temporaryStore, thrownBy } from './temporaryStore.ts'

const weights = 500
const logits = 50

const fileCount = (store: Store): number =>
  store.artifacts.list().filter(({ sha256 }) => store.files.has(sha256)).length

describe('planning a deletion', () => {
  it('gives the figures of the deletion and changes nothing', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const run = addFinishedRun(store, study, 1)
    addFinishedRun(store, study, 2)
    const variantId = run.variantId

    expect(store.runs.planDelete(run.id)).toEqual({ freedBytes: weights + logits, runs: 1 })
    expect(store.variants.planDelete(variantId)).toEqual({ freedBytes: 2 * (weights + logits), runs: 2 })
    expect(store.studies.planDelete(study.id)).toEqual({ freedBytes: 2 * (weights + logits), runs: 2 })
    expect(store.runs.list()).toHaveLength(2)
    expect(store.journal.list()).toEqual([])
    expect(fileCount(store)).toBe(6)
  })

  it('does not count what something else still needs', () => {
    const store = temporaryStore()
    const once = store.dataSets.insert(newDataSet(store, 'once', 'same bytes')).id
    const twice = store.dataSets.insert(newDataSet(store, 'twice', 'same bytes')).id
    expect(store.dataSets.planDelete(once)).toEqual({ freedBytes: 0, runs: 0 })
    store.dataSets.delete(once)
    expect(store.files.listMissingFiles()).toEqual([])
    expect(store.dataSets.planDelete(twice)).toEqual({ freedBytes: 1100, runs: 0 })
  })
})

describe('deleting', () => {
  it('a study takes its runs and their files, leaves its data and is journaled', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const run = addFinishedRun(store, study)
    const path = store.files.pathOf(store.runs.weights(run.id)?.sha256 ?? '')

    expect(store.studies.delete(study.id)).toEqual({ freedBytes: weights + logits, runs: 1 })
    expect(existsSync(path)).toBe(false)
    expect(store.runs.list()).toEqual([])
    expect(store.dataSets.get(study.dataSetId).studyCount).toBe(0)
    expect(store.files.has(store.dataSets.get(study.dataSetId).sha256)).toBe(true)
    expect(store.journal.list()).toMatchObject([
      {
        what: 'delete',
        noun: 'study',
        id: study.id,
        details: { name: 'depth', runs: 1, freedBytes: weights + logits },
      },
    ])
  })

  it('a data set in use is refused, naming the studies', () => {
    const store = temporaryStore()
    const dataSetId = addDataSet(store, 'beats')
    addStudy(store, 'depth', dataSetId)
    addStudy(store, 'kernel size', dataSetId)
    const inUse = { code: 'conflict', message: expect.stringContaining('"depth", "kernel size"') }
    expect(thrownBy(() => store.dataSets.planDelete(dataSetId))).toMatchObject(inUse)
    expect(thrownBy(() => store.dataSets.delete(dataSetId))).toMatchObject(inUse)
    for (const { id } of store.studies.list()) store.studies.delete(id)
    expect(store.dataSets.delete(dataSetId)).toEqual({ freedBytes: 1100, runs: 0 })
    expect(fileCount(store)).toBe(0)
  })

  it.each(['studies', 'variants', 'runs'] as const)('is refused for %s while a run of it trains', (noun) => {
    const store = temporaryStore()
    const study = addStudy(store)
    const run = addTrainingRun(store, study)
    const id = { studies: study.id, variants: run.variantId, runs: run.id }[noun]
    expect(thrownBy(() => store[noun].delete(id))).toMatchObject({
      code: 'conflict',
      hint: expect.stringContaining('Cancel'),
    })
    store.runs.setState(run.id, 'cancelled')
    expect(store[noun].delete(id)).toEqual({ freedBytes: 0, runs: 1 })
  })

  it('a waiting run takes it out of the queue', () => {
    const store = temporaryStore()
    const run = addRun(store, addStudy(store))
    store.runs.delete(run.id)
    expect(store.runs.nextQueued()).toBeNull()
    expect(thrownBy(() => store.runs.delete(run.id))).toMatchObject({ code: 'not-found' })
  })

  it('the baseline leaves a study without one', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    store.variants.delete(study.baselineVariantId ?? 0)
    expect(store.studies.get(study.id)).toMatchObject({ baselineVariantId: null, variantCount: 2 })
  })

  it('never gives an id to something new, since the journal names it', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    store.studies.delete(study.id)
    expect(addStudy(store, 'next', study.dataSetId).id).toBeGreaterThan(study.id)
  })
})
