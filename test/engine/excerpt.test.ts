import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeExcerpt } from '../../electron/data/excerpt.ts'
import { createBeatLibrary } from '../../electron/engine/beatLibrary.ts'
import type { Engine } from '../../electron/engine/createEngine.ts'
import { openStore } from '../../electron/store/openStore.ts'
import { copyReference } from '../../electron/store/referenceCopy.ts'
import type { Store } from '../../electron/store/store.ts'
import {
  addBeats,
  addStudy,
  hasEnded,
  runWhen,
  sharedEngine,
  smallVariant,
  testEngine,
  testFolder,
} from '../support/testEngine.ts'

const before = sharedEngine()
let runId: number
let kept: number[]

beforeAll(async () => {
  const study = await addStudy(before.engine, [smallVariant()], [1])
  const [id = 0] = (await before.engine.invoke('study.launch', { id: study.id })).queued
  expect((await runWhen(before.engine, id, hasEnded)).state).toBe('finished')
  runId = id
  const rows = createBeatLibrary(before.store).rows({ dataSetId: study.dataSetId, split: 'published', fold: 0 }, 'test')
  kept = [...rows.subarray(3, 6)]
})
afterAll(before.close)

/** An engine over a self-contained copy that has three beats of the data set; with or without weights. */
function openCopy(hasWeights = true): { engine: Engine; store: Store } {
  const { store } = before
  const [dataSet] = store.dataSets.list()
  if (!dataSet) throw new Error('There is no data set.')
  const reference = path.join(testFolder(), 'reference.db')
  store.exportSelfContained(reference, {
    includes: ({ kind }) => kind === 'split' || kind === 'logits' || (hasWeights && kind === 'weights'),
    isReference: true,
    halvesLogits: true,
    excerpts: [
      {
        dataSetId: dataSet.id,
        beats: kept.length,
        content: encodeExcerpt(createBeatLibrary(store).beats(dataSet.id), kept),
      },
    ],
  })
  const own = path.join(testFolder(), 'own.db')
  copyReference(reference, own)
  return testEngine({ store: openStore(own) })
}

describe('a database with an excerpt of its data set', () => {
  it('lists the beats it has, with probabilities, and explains them from the weights', async () => {
    const { engine } = openCopy()
    const listed = await engine.invoke('explain.beats', { runId, part: 'test' })
    const whole = await before.engine.invoke('explain.beats', { runId, part: 'test', limit: 500 })
    expect(listed.counts).toMatchObject({ all: 3, notHere: whole.total - 3 })
    for (const beat of listed.beats) {
      const { probability, ...same } = whole.beats.find(({ row }) => row === beat.row) ?? { probability: null }
      expect(beat).toMatchObject(same)
      expect(beat.probability).toBeCloseTo(probability ?? NaN, 3)
    }
    const row = listed.beats[1]?.row ?? -1
    const map = await engine.invoke('explain.map', { runId, part: 'test', row })
    expect(map).toEqual(await before.engine.invoke('explain.map', { runId, part: 'test', row }))
    const absent = whole.beats.find((beat) => listed.beats.every((other) => other.row !== beat.row))
    await expect(engine.invoke('explain.map', { runId, part: 'test', row: absent?.row ?? 0 })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('3 of the data set') as string,
    })
  })

  it('gives the predictions of all beats, with their labels', async () => {
    const { engine } = openCopy()
    const request = { id: runId, part: 'test' } as const
    const [halved, whole] = [
      await engine.invoke('run.predictions', request),
      await before.engine.invoke('run.predictions', request),
    ]
    expect([halved.rows, halved.labels]).toEqual([whole.rows, whole.labels])
    const error = whole.logits.flat().map((value, index) => Math.abs(value - (halved.logits.flat()[index] ?? NaN)))
    expect(Math.max(...error)).toBeLessThan(0.005)
  })

  it('shows its few beats and says of how many', async () => {
    const { engine } = openCopy()
    const [set] = await engine.invoke('dataset.list', {})
    expect(set).toMatchObject({ beats: 300, beatsHere: 3 })
    const shown = await engine.invoke('dataset.beats', { id: set?.id ?? 0, nth: 0 })
    expect(shown.every(({ row }) => kept.includes(row))).toBe(true)
    expect(await engine.invoke('dataset.lengths', { id: set?.id ?? 0 })).toEqual([null, null, null, null, null])
    expect((await engine.invoke('system.status', {})).warnings).toEqual([])
  })

  it('explains a run without weights by its stored maps, and says of each run whether it can', async () => {
    const row = (await before.engine.invoke('explain.beats', { runId, part: 'test', offset: 3, limit: 1 })).beats[0]
      ?.row
    const map = await before.engine.invoke('explain.map', { runId, part: 'test', row: row ?? -1 })
    const bare = openCopy(false)
    expect((await bare.engine.invoke('run.list', {}))[0]).toMatchObject({ hasWeights: false, hasMaps: false })
    before.store.explanations.save(map)
    const { engine } = openCopy(false)
    expect((await engine.invoke('run.list', {}))[0]).toMatchObject({ hasWeights: false, hasMaps: true })
    const stored = await engine.invoke('explain.map', { runId, part: 'test', row: row ?? -1 })
    expect(stored).toMatchObject({ isStored: true, predicted: map.predicted })
  })

  it('trains nothing on it until the data set is imported again, which brings it back under its name', async () => {
    const { engine } = openCopy()
    const [set] = await engine.invoke('dataset.list', {})
    const study = await engine.invoke('study.create', {
      name: 'More',
      dataSetId: set?.id ?? 0,
      split: 'published',
      seeds: [1],
      variants: [smallVariant()],
    })
    await expect(engine.invoke('study.launch', { id: study.id })).rejects.toMatchObject({
      code: 'not-found',
      message: 'Only 3 of the 300 beats of “Generated” are in this database.',
    })
    expect(await engine.invoke('run.list', { studyId: study.id })).toEqual([])

    await expect(addBeats(engine, 200, 'Generated')).rejects.toThrow('There is a data set "Generated" already.')
    expect(await addBeats(engine, 300, 'Again')).toBe(set?.id)
    expect(await engine.invoke('dataset.list', {})).toMatchObject([{ name: 'Generated', beatsHere: 300 }])
    const { queued } = await engine.invoke('study.launch', { id: study.id })
    expect((await runWhen(engine, queued[0] ?? 0, hasEnded)).state).toBe('finished')
    expect((await engine.invoke('explain.beats', { runId, part: 'test' })).counts.notHere).toBe(0)
  })
})
