import { describe, expect, it } from 'vitest'
import { published11 } from '../../../electron/shared/preset.ts'
import { studySchema } from '../../../electron/shared/study.ts'
import { addDataSet, addFinishedRun, addRun, addStudy, addTrainingRun } from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

describe('studies', () => {
  it('come back with their variants, baseline and runs counted by state', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    addFinishedRun(store, study, 1)
    addTrainingRun(store, study, 2)
    addRun(store, study, 3)
    const failed = addTrainingRun(store, study, 4)
    store.runs.setState(failed.id, 'failed', 'out of memory')
    const read = store.studies.get(study.id)
    expect(studySchema.parse(read)).toEqual(read)
    expect(read).toMatchObject({
      name: 'depth',
      dataSetName: 'depth data',
      seeds: [1, 2],
      variantCount: 3,
      runs: { finished: 1, active: 1, waiting: 1, failed: 1 },
      baselineVariantId: store.variants.list(study.id)[0]?.id,
      isReference: false,
    })
  })

  it('take the baseline that is named', () => {
    const store = temporaryStore()
    const study = { name: 's', dataSetId: addDataSet(store, 'd'), split: 'published' as const, seeds: [1] }
    const { id, baselineVariantId } = store.studies.insert({ ...study, variants: published11([1, 11]), baseline: 1 })
    const [first, second] = store.variants.list(id)
    expect(baselineVariantId).toBe(second?.id)
    store.studies.setBaseline(id, first?.id ?? 0)
    expect(store.studies.get(id).baselineVariantId).toBe(first?.id)
  })

  it('leave nothing behind when one part of them is impossible', () => {
    const store = temporaryStore()
    const dataSetId = addDataSet(store, 'd')
    const study = { name: 's', dataSetId, split: 'published' as const, seeds: [1], variants: published11([1]) }
    expect(thrownBy(() => store.studies.insert({ ...study, baseline: 5 }))).toMatchObject({ code: 'bad-input' })
    expect(thrownBy(() => store.studies.insert({ ...study, split: 'sample' }))).toMatchObject({ code: 'not-found' })
    expect(thrownBy(() => store.studies.insert({ ...study, dataSetId: 99 }))).toMatchObject({ code: 'not-found' })
    expect(store.studies.list()).toEqual([])
  })

  it('are renamed, archived, given other seeds, and keep their names apart', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const other = addStudy(store, 'kernel', study.dataSetId)
    store.studies.setSeeds(study.id, [7, 8, 9])
    store.studies.archive(study.id, true)
    expect(store.studies.get(study.id)).toMatchObject({ seeds: [7, 8, 9], archived: true })
    expect(thrownBy(() => store.studies.rename(other.id, 'depth'))).toMatchObject({ code: 'conflict' })
    expect(store.studies.findByName('kernel')?.id).toBe(other.id)
    expect(store.studies.freeName('kernel')).toBe('kernel (2)')
  })

  it('refuse the variant of another study as baseline', () => {
    const store = temporaryStore()
    const study = addStudy(store)
    const other = addStudy(store, 'kernel', study.dataSetId)
    expect(thrownBy(() => store.studies.setBaseline(study.id, other.baselineVariantId ?? 0))).toMatchObject({
      code: 'bad-input',
    })
  })
})
