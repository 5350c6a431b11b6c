import { afterAll, describe, expect, it } from 'vitest'
import type { DataSet } from '../../electron/shared/dataSet.ts'
import { partBadge, partCounts } from '../../electron/shared/split.ts'
import { ensureSample } from '../../electron/engine/jobs/ensureSample.ts'
import { installedPrograms } from '../../electron/engine/programs.ts'
import { hasEnded, runWhen, sharedEngine, smallVariant } from '../support/testEngine.ts'

const { engine, store, close } = sharedEngine()
afterAll(close)

const kFold = { kind: 'k-fold', folds: 3, repeats: 1, seed: 1 } as const

async function sample(): Promise<DataSet> {
  await ensureSample(store, installedPrograms().importer)
  const [set] = await engine.invoke('dataset.list', {})
  return set!
}

describe('a split that a user makes', () => {
  it('is shown before it is made, is made once, and goes unless a study uses it', async () => {
    const { id } = await sample()
    const preview = await engine.invoke('split.preview', { dataSetId: id, definition: { ...kFold, seed: 9 } })
    expect((await sample()).splits.map(({ key }) => key)).toEqual(['sample'])
    const made = await engine.invoke('split.create', { dataSetId: id, definition: { ...kFold, seed: 9 } })
    expect(made).toEqual(preview)
    await expect(
      engine.invoke('split.create', { dataSetId: id, definition: { ...kFold, seed: 9 } }),
    ).rejects.toMatchObject({ code: 'conflict' })
    const study = await engine.invoke('study.create', {
      name: 'Holds it',
      dataSetId: id,
      split: made.key,
      seeds: [1],
      variants: [],
    })
    await expect(engine.invoke('split.delete', { dataSetId: id, key: made.key })).rejects.toThrow(/Holds it/)
    await engine.invoke('study.delete', { id: study.id })
    await engine.invoke('split.delete', { dataSetId: id, key: made.key })
    expect((await sample()).splits.map(({ key }) => key)).toEqual(['sample'])
    await expect(engine.invoke('split.delete', { dataSetId: id, key: 'sample' })).rejects.toThrow(/at least one split/)
  })
})

describe('a study on folds', () => {
  it('trains each fold, scores it on its own patients, and compares over seeds, folds and patients', async () => {
    const { id: dataSetId, splits } = await sample()
    const split =
      splits.find(({ key }) => key === 'k-fold-3x1-seed-1') ??
      (await engine.invoke('split.create', { dataSetId, definition: kFold }))
    const study = await engine.invoke('study.create', {
      name: 'By patient',
      dataSetId,
      split: split.key,
      seeds: [1, 2],
      variants: [smallVariant('A', { epochs: 1 }), smallVariant('B', { epochs: 1 }, 8)],
    })
    const { queued } = await engine.invoke('study.launch', { id: study.id })
    expect(queued).toHaveLength(2 * 2 * 3)
    for (const id of queued) expect((await runWhen(engine, id, hasEnded)).state).toBe('finished')

    const runs = await engine.invoke('run.list', { studyId: study.id })
    expect(new Set(runs.map(({ variantName, seed, fold }) => `${variantName} ${seed} ${fold}`)).size).toBe(12)
    expect(new Set(runs.map(({ foldCount }) => foldCount))).toEqual(new Set([3]))
    for (const { badge, validationBadge, headlineClasses } of runs) {
      expect([badge, headlineClasses]).toEqual([split.badge, split.headlineClasses])
      expect(validationBadge).toEqual(partBadge(split, 'validation'))
    }
    const details = await Promise.all(queued.slice(0, 3).map((id) => engine.invoke('run.get', { id })))
    const tested = details.reduce((sum, { partSizes }) => sum + partSizes.test, 0)
    expect(tested).toBe(partCounts(split, 'test').reduce((sum, count) => sum + count, 0))

    const table = await engine.invoke('study.table', { id: study.id, part: 'test' })
    expect(table).toMatchObject({ foldCount: 3, badge: { text: 'patients separate' } })
    expect(table.rows.map(({ headline }) => headline?.n)).toEqual([2, 2])
    expect(table.rows[1]?.difference?.n).toBe(2)

    const statistics = await engine.invoke('study.statistics', { id: study.id, resamples: 1000 })
    const [baseline, variant] = statistics.variants
    expect(statistics.persons).toBe(47)
    expect(baseline?.comparison).toBeNull()
    expect(variant?.mean).toBeCloseTo(table.rows[1]?.headline?.mean ?? NaN, 12)
    expect(variant?.comparison?.pairs).toBe(6)
    for (const interval of [
      variant?.intervals.patients,
      variant?.intervals.both,
      variant?.comparison?.intervals.patients,
    ])
      expect(interval?.[0]).toBeLessThanOrEqual(interval?.[1] ?? -Infinity)
    expect(variant?.comparison?.tests['corrected-t']?.p).toBeGreaterThan(0)
    expect(await engine.invoke('study.statistics', { id: study.id, resamples: 1000 })).toEqual(statistics)
  }, 120_000)

  it('says of each run all that its predictions tell, without that being a look', async () => {
    const [run] = (await engine.invoke('run.list', {})).filter(({ state }) => state === 'finished')
    const detail = await engine.invoke('run.get', { id: run!.id })
    const scores = await engine.invoke('run.scores', { id: run!.id, part: 'test' })
    const ofTest = detail.scores.find(({ part }) => part === 'test')
    expect(scores).toMatchObject({ accuracy: ofTest?.accuracy, macroF1: ofTest?.macroF1, looks: 0, timesScored: 1 })
    expect(scores.confusion).toEqual(ofTest?.confusion)
    expect(scores.probability?.negativeLogLikelihood).toBeCloseTo(ofTest?.loss ?? NaN, 5)
    const curves = await engine.invoke('run.curves', { id: run!.id, part: 'test' })
    for (const { label, roc } of curves.classes) expect(roc.area).toBe(scores.classes[label]?.rocArea)
    await expect(engine.invoke('run.scores', { id: 999 })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('numbers beats by their row in the data set, and says which recording they are of', async () => {
    const run = (await engine.invoke('run.list', {})).find(({ state }) => state === 'finished')!
    const { rows, labels, records, samples } = await engine.invoke('run.predictions', { id: run.id, part: 'test' })
    const { id } = await sample()
    const beats = await engine.invoke('dataset.beats', { id, rows: rows.slice(0, 20) })
    expect(beats.map(({ record, recordSample, label }) => [record, recordSample, label])).toEqual(
      beats.map((_, index) => [records[index], samples[index], labels[index]]),
    )
    expect(records.every((record) => record !== null)).toBe(true)
  })

  it('opens the beats behind one cell of the confusion matrix', async () => {
    const [run] = (await engine.invoke('run.list', {})).filter(({ state }) => state === 'finished')
    const { confusion } = await engine.invoke('run.scores', { id: run!.id, part: 'validation' })
    const cells = confusion.flatMap((row, label) => row.map((count, predicted) => ({ label, predicted, count })))
    const { label, predicted, count } = cells.filter(({ count: beats }) => beats > 0).at(-1)!
    const listed = await engine.invoke('explain.beats', { runId: run!.id, part: 'validation', label, predicted })
    expect(listed.total).toBe(count)
    for (const beat of listed.beats) expect([beat.label, beat.predicted]).toEqual([label, predicted])
  })
})
