import { describe, expect, it } from 'vitest'
import { addFinishedRun, addStudy, finishedRun } from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

describe('a run with imported weights', () => {
  it('is scored with them, says where they are from, and is neither trained nor extended', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const weights = store.files.putBytes(new Uint8Array(70).fill(7), 'weights')
    const variantId = study.baselineVariantId ?? 0
    const { id } = store.runs.insertImported(variantId, 4, { weights, fileName: 'mine.safetensors' })
    expect(store.runs.get(id)).toMatchObject({ state: 'queued', isImported: true, epoch: 0, epochs: 0 })
    expect(store.runs.plan(id)).toMatchObject({ until: 0, initialWeightsSha256: weights.sha256, checkpoint: null })
    expect(thrownBy(() => store.runs.insertImported(variantId, 4, { weights, fileName: 'x' }))).toMatchObject({
      code: 'conflict',
    })
    const none = { finished: 0, active: 0, waiting: 0, failed: 0, imported: 1 }
    expect(store.variants.get(variantId).runs).toEqual(none)
    store.runs.end(id, { state: 'failed', reason: 'out of memory' })
    expect(store.runs.startAgain(id)).toMatchObject({ state: 'queued', isImported: true, epochs: 0 })
    expect(store.runs.plan(id).initialWeightsSha256).toBe(weights.sha256)
    store.runs.setState(id, 'preparing')
    store.runs.finish(id, { ...finishedRun(store, 'imported'), bestEpoch: 0, finalEpoch: 0 })
    expect(store.runs.get(id)).toMatchObject({
      state: 'finished',
      reason: 'scored with the weights of mine.safetensors',
      bestEpoch: null,
      epoch: 0,
      isImported: true,
    })
    expect(store.variants.get(variantId).runs).toEqual(none)
    expect(store.studies.get(study.id).runs).toEqual(none)
    expect(store.evaluations.listEvaluations(study.id, 'test')).toMatchObject([{ seed: 4, isImported: true }])
    expect(thrownBy(() => store.runs.extend(id, 5))).toMatchObject({ code: 'conflict' })
    expect(store.runs.delete(id)).toMatchObject({ freedBytes: 500 + 50 + 70 })
  })
})

describe('a repetition', () => {
  it('is kept with its run, newest first', () => {
    const store = temporaryStore()
    const { id } = addFinishedRun(store, addStudy(store))
    const first = { at: '2026-01-01', isIdentical: true, differences: [], environmentChanges: [] }
    const second = { at: '2026-01-02', isIdentical: false, differences: ['epoch 3'], environmentChanges: ['CPU'] }
    store.runs.addRepetition(id, first)
    store.runs.addRepetition(id, second)
    expect(store.runs.detail(id).repetitions).toEqual([second, first])
    expect(thrownBy(() => store.runs.addRepetition(99, first))).toMatchObject({ code: 'not-found' })
    store.runs.delete(id)
  })
})
