import { describe, expect, it } from 'vitest'
import { dataSetSchema } from '../../../electron/shared/dataSet.ts'
import { addDataSet, addStudy, newDataSet, splitSummary } from '../samples.ts'
import { temporaryStore, thrownBy } from '../temporaryStore.ts'

describe('data sets', () => {
  it('come back as they were put in, with splits, size and studies', () => {
    const store = temporaryStore()
    const added = newDataSet(store, 'MIT-BIH')
    const dataSet = store.dataSets.insert(added)
    addStudy(store, 'depth', dataSet.id)
    const read = store.dataSets.get(dataSet.id)
    expect(dataSetSchema.parse(read)).toEqual(read)
    expect(read).toMatchObject({
      name: 'MIT-BIH',
      provenance: added.provenance,
      records: added.records,
      classCounts: added.classCounts,
      sha256: added.file.sha256,
      bytes: 1000,
      splits: [splitSummary],
      studyCount: 1,
      archived: false,
    })
    expect(store.splits.get(dataSet.id, 'published')).toEqual({
      summary: splitSummary,
      sha256: added.splits[0]?.file.sha256,
    })
  })

  it('are renamed, archived and found by name', () => {
    const store = temporaryStore()
    const id = addDataSet(store, 'old name')
    store.dataSets.rename(id, 'new name')
    store.dataSets.archive(id, true)
    expect(store.dataSets.findByName('new name')).toMatchObject({ id, archived: true })
    expect(store.dataSets.findByName('old name')).toBeNull()
    expect(thrownBy(() => store.dataSets.rename(99, 'x'))).toMatchObject({ code: 'not-found' })
    expect(thrownBy(() => store.dataSets.archive(99, true))).toMatchObject({ code: 'not-found' })
  })

  it('have names of their own, and a free one is offered', () => {
    const store = temporaryStore()
    addDataSet(store, 'beats')
    expect(thrownBy(() => addDataSet(store, 'beats'))).toMatchObject({ code: 'conflict' })
    expect(store.dataSets.freeName('beats')).toBe('beats (2)')
    addDataSet(store, 'beats (2)')
    expect(store.dataSets.freeName('beats')).toBe('beats (3)')
    expect(store.dataSets.list().map(({ name }) => name)).toEqual(['beats', 'beats (2)'])
  })

  it('know only their own splits', () => {
    const store = temporaryStore()
    const id = addDataSet(store, 'beats')
    expect(thrownBy(() => store.splits.get(id, 'sample'))).toMatchObject({ code: 'not-found' })
    expect(store.splits.list(id)).toEqual([splitSummary])
  })
})
