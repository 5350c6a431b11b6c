import { describe, expect, it } from 'vitest'
import { countConfusion } from '../../../electron/shared/metrics.ts'
import { addFinishedRun, addStudy, addTrainingRun, epoch, finishedRun, labels, predicted } from '../samples.ts'
import { temporaryStore } from '../temporaryStore.ts'

describe('evaluations', () => {
  it('keep counts, loss, the class of each beat and where the logits are', () => {
    const store = temporaryStore()
    const run = addFinishedRun(store, addStudy(store))
    const test = store.evaluations.get(run.id, 'test')
    expect(test).toMatchObject({ beats: 5, loss: 0.5, confusion: countConfusion(labels, predicted), seed: 1 })
    expect([...(test?.predicted ?? [])]).toEqual(predicted)
    expect(store.files.readArtifact(test?.logitsSha256 ?? '')).toHaveLength(50)
    expect(store.evaluations.get(run.id, 'validation')?.logitsSha256).toBeNull()
    expect(store.evaluations.get(run.id, 'train')).toBeNull()
  })

  it('are listed for a study by variant and seed, with looks, without archived or unfinished runs', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const second = addFinishedRun(store, study, 2)
    const first = addFinishedRun(store, study, 1)
    const archived = addFinishedRun(store, study, 3)
    addTrainingRun(store, study, 4)
    store.runs.archive(archived.id, true)
    store.journal.appendLook(first.id, 'test', 'map')
    store.journal.appendLook(first.id, 'validation', 'map')

    const list = store.evaluations.listEvaluations(study.id, 'test')
    expect(list.map(({ runId, looks }) => [runId, looks])).toEqual([
      [first.id, 1],
      [second.id, 0],
    ])
    expect(list[0]).toMatchObject({
      bestEpoch: 1,
      epochs: 1,
      scoredEpoch: 1,
      hasWeights: true,
      confusion: countConfusion(labels, predicted),
    })
    expect(store.evaluations.listEvaluations(study.id, 'train')).toEqual([])
    store.variants.update(first.variantId, { archived: true })
    expect(store.evaluations.listEvaluations(study.id, 'test')).toEqual([])
  })

  it('tell the epochs trained from the epoch whose weights were scored', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const { id } = addTrainingRun(store, study)
    for (const number of [2, 3]) store.runs.appendEpoch(id, epoch(number), false)
    store.runs.finish(id, finishedRun(store, 'best weights of the first epoch'))
    expect(store.evaluations.listEvaluations(study.id, 'test')).toMatchObject([
      { bestEpoch: 1, scoredEpoch: 1, epochs: 3 },
    ])
  })
})
