import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { publishedRecipe } from '../../../electron/shared/recipe.ts'
import type { Store } from '../../../electron/store/store.ts'
import {
  addInterruptedRun,
  addRun,
  addStudy,
  checkpoint,
  epoch,
  finishedRun,
  keptCheckpoints,
  trainTo,
} from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

/** Lets the runs of a variant end with the weights of their best epoch. */
function endWithBest(store: Store, variantId: number): void {
  store.variants.update(variantId, { recipe: { ...publishedRecipe(), finalWeights: 'best' } })
}

describe('checkpoints', () => {
  it('are kept of the newest and the best epoch, once where that is the same', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    endWithBest(store, study.baselineVariantId ?? 0)
    const { id } = addRun(store, study)
    expect(store.runs.get(id).hasCheckpoint).toBe(false)
    trainTo(store, id, 1)
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 1`])
    expect(store.runs.plan(id).checkpoint?.last).toBe(store.runs.plan(id).checkpoint?.best)
    trainTo(store, id, 4, 1)
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 1`, `checkpoint ${id} 4`])
    store.runs.appendEpoch(id, epoch(5), true, checkpoint(store, `${id} 5`))
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 5`])
    expect(store.files.listMissingFiles()).toEqual([])
    expect(store.runs.get(id).hasCheckpoint).toBe(true)
  })

  it('of the best epoch are not needed, and not kept, where the weights of the last are the final ones', () => {
    const store = temporaryStore()
    const id = addInterruptedRun(store)
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 3`])
    const { last, best } = store.runs.plan(id).checkpoint ?? {}
    expect(best).toBe(last)
    expect(store.runs.resume(id)).toMatchObject({ state: 'queued', epoch: 3 })
  })

  it('of the best epoch are needed to go on where its weights are the final ones', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    endWithBest(store, study.baselineVariantId ?? 0)
    const { id } = addRun(store, study)
    trainTo(store, id, 3, 1)
    store.runs.end(id, { state: 'interrupted', reason: 'The engine ended.' })
    rmSync(store.files.pathOf(store.runs.plan(id).checkpoint?.best ?? ''))
    expect(thrownBy(() => store.runs.resume(id))).toMatchObject({ code: 'not-found' })
  })

  it('are there together with their epoch or not at all', () => {
    const store = temporaryStore()
    const { id } = addRun(store, addStudy(store))
    trainTo(store, id, 2)
    expect(() => store.runs.appendEpoch(id, epoch(2), true, checkpoint(store, 'twice'))).toThrow()
    const gone = checkpoint(store, 'gone')
    rmSync(store.files.pathOf(gone.sha256))
    expect(thrownBy(() => store.runs.appendEpoch(id, epoch(3), true, gone))).toMatchObject({ code: 'not-found' })
    expect(store.runs.get(id)).toMatchObject({ epoch: 2, hasCheckpoint: true })
    expect(keptCheckpoints(store)).toEqual([`checkpoint ${id} 2`])
  })

  it('stay of a finished run only so far as an extension needs them', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const [last, , best] = store.variants.list(study.id)
    endWithBest(store, best?.id ?? 0)
    const keptOf = (variantId: number) => {
      const { id } = store.runs.insertQueued(variantId, 1)
      trainTo(store, id, 3, 1)
      store.runs.finish(id, finishedRun(store, String(id)))
      return keptCheckpoints(store)
        .filter((text) => text.startsWith(`checkpoint ${id} `))
        .map((text) => text.at(-1))
    }
    expect(keptOf(last?.id ?? 0)).toEqual(['3'])
    expect(keptOf(best?.id ?? 0)).toEqual(['1', '3'])
  })

  it('go with their run, and count in what that frees', () => {
    const store = temporaryStore()
    const id = addInterruptedRun(store)
    expect(store.runs.planDelete(id)).toEqual({ freedBytes: 200, runs: 1 })
    const { studyId } = store.runs.get(id)
    expect(store.studies.delete(studyId)).toEqual({ freedBytes: 200, runs: 1 })
    expect(keptCheckpoints(store)).toEqual([])
  })

  it('with the same bytes as those of another run stay while either needs them', async () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const [a, b] = [addRun(store, study, 1).id, addRun(store, study, 2).id]
    for (const id of [a, b]) {
      store.runs.setState(id, 'preparing')
      store.runs.setState(id, 'training')
    }
    store.runs.appendEpoch(a, epoch(1), true, checkpoint(store, 'one'))
    // The second run has put its file, but its row is not there yet when the first lets go of the same bytes.
    const late = checkpoint(store, 'one')
    store.runs.appendEpoch(a, epoch(2), true, checkpoint(store, 'two'))
    expect(store.files.has(late.sha256)).toBe(true)
    store.runs.appendEpoch(b, epoch(1), true, late)
    expect(keptCheckpoints(store)).toEqual(['checkpoint one', 'checkpoint two'])
    store.runs.appendEpoch(b, epoch(2), true, checkpoint(store, 'two'))
    expect(keptCheckpoints(store)).toEqual(['checkpoint two'])
    store.runs.end(a, { state: 'cancelled', reason: 'no more' })
    store.runs.delete(a)
    expect(store.files.listMissingFiles()).toEqual([])
  })

  it('that no row will name are taken away', () => {
    const store = temporaryStore()
    const ref = checkpoint(store, 'nobody')
    store.files.release(ref)
    expect(store.files.has(ref.sha256)).toBe(false)
  })
})
