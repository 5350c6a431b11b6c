import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blockOf, publishedHead } from '../../electron/shared/architecture.ts'
import { trailingZeros } from '../../electron/shared/dataSet.ts'
import { addStudy, hasEnded, runWhen, sharedEngine, smallVariant } from '../support/testEngine.ts'

const { engine, store, close } = sharedEngine()
/** Runs of equal design that nobody has looked at yet. */
let runs: number[]

beforeAll(async () => {
  const study = await addStudy(engine, [smallVariant('A', { epochs: 3 })], [1, 2, 3])
  runs = (await engine.invoke('study.launch', { id: study.id })).queued
  for (const id of runs) expect((await runWhen(engine, id, hasEnded)).state).toBe('finished')
})
afterAll(close)

const looksOf = async (id: number) =>
  (await engine.invoke('run.get', { id })).scores.find(({ part }) => part === 'test')?.looks

describe('Explain', () => {
  it('lists the beats of a part by class, outcome and row, as the confusion matrix counts them', async () => {
    const runId = runs[0] ?? 0
    const { scores } = await engine.invoke('run.get', { id: runId })
    const matrix = scores.find(({ part }) => part === 'test')?.confusion ?? []
    for (const label of [0, 1, 2, 3, 4]) {
      const all = matrix[label]?.reduce((sum, count) => sum + count, 0) ?? NaN
      const wrong = all - (matrix[label]?.[label] ?? NaN)
      const listed = await engine.invoke('explain.beats', { runId, part: 'test', label, outcome: 'wrong' })
      expect(listed.counts).toEqual({ all, wrong, notHere: 0 })
      expect(listed.total).toBe(wrong)
      expect(listed.beats.every((beat) => beat.label === label && beat.predicted !== label)).toBe(true)
      const right = await engine.invoke('explain.beats', { runId, part: 'test', label, outcome: 'right' })
      expect(right.total).toBe(all - wrong)
    }
    const page = await engine.invoke('explain.beats', { runId, part: 'test', offset: 3, limit: 2 })
    expect(page.beats).toHaveLength(2)
    const [beat] = page.beats
    expect(beat?.probability).toBeGreaterThanOrEqual(0.2)
    expect(beat?.preview).toHaveLength(63)
    const found = await engine.invoke('explain.beats', { runId, part: 'test', row: beat?.row ?? -1 })
    expect(found.beats).toEqual([beat])
  })

  it('makes a map of a beat for the predicted class, and for another one and layer', async () => {
    const runId = runs[0] ?? 0
    const { beats } = await engine.invoke('explain.beats', { runId, part: 'test', limit: 1 })
    const row = beats[0]?.row ?? -1
    const map = await engine.invoke('explain.map', { runId, part: 'test', row })
    expect(map).toMatchObject({
      runId,
      part: 'test',
      row,
      layer: 'block1.conv',
      layers: ['block1.conv'],
      targetClass: beats[0]?.predicted,
      predicted: beats[0]?.predicted,
      label: beats[0]?.label,
      cellStart: 0,
      cellSamples: 1,
      isStored: false,
    })
    expect(map.samples).toHaveLength(187)
    expect(map.map).toHaveLength(187)
    expect(map.padding).toBe(trailingZeros(map.samples))
    expect(map.probabilities[map.predicted]).toBeCloseTo(beats[0]?.probability ?? NaN, 5)
    const other = await engine.invoke('explain.map', { runId, part: 'test', row, targetClass: 4, layer: 'block1.conv' })
    expect(other.targetClass).toBe(4)
  })

  it('counts looks at test beats beside the score, each thing once', async () => {
    const runId = runs[1] ?? 0
    expect(await looksOf(runId)).toBe(0)
    const { beats } = await engine.invoke('explain.beats', { runId, part: 'test', limit: 1 })
    await engine.invoke('explain.beats', { runId, part: 'test', offset: 1 })
    expect(await looksOf(runId)).toBe(1)
    const request = { runId, part: 'test' as const, row: beats[0]?.row ?? -1 }
    await engine.invoke('explain.map', request)
    await engine.invoke('explain.map', { ...request, targetClass: 3 })
    expect(await looksOf(runId)).toBe(2)
  })

  it('counts the beats of each cell of the confusion matrix, and predictions each time they are read', async () => {
    const runId = runs[1] ?? 0
    const before = (await looksOf(runId)) ?? NaN
    const cell = { runId, part: 'test' as const, label: 0, predicted: 1 }
    await engine.invoke('explain.beats', { runId, part: 'test', label: 0 })
    expect(await looksOf(runId)).toBe(before)
    for (const change of [{}, { offset: 1 }, { predicted: 2 }])
      await engine.invoke('explain.beats', { ...cell, ...change })
    expect(await looksOf(runId)).toBe(before + 2)
    for (let call = 0; call < 2; call++) await engine.invoke('run.predictions', { id: runId, part: 'test' })
    expect(await looksOf(runId)).toBe(before + 4)
    const journaled = store.journal.list(4).map(({ details }) => details['how'])
    expect(journaled).toEqual(['predictions', 'predictions', 'beats of N predicted as V', 'beats of N predicted as S'])
  })

  it('tells where the cells of a convolution without padding stand', async () => {
    const block = blockOf({ filters: 4, kernelSize: 5, padding: 'valid', pooling: { type: 'max', size: 3, stride: 2 } })
    const architecture = { blocks: [block, block], recurrent: [], head: publishedHead() }
    const study = await addStudy(engine, [{ ...smallVariant('Valid', { epochs: 1 }), architecture }], [1])
    const [runId = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await runWhen(engine, runId, hasEnded)
    const { beats } = await engine.invoke('explain.beats', { runId, part: 'test', limit: 1 })
    const request = { runId, part: 'test', row: beats[0]?.row ?? -1 } as const
    const first = await engine.invoke('explain.map', request)
    expect([first.cellStart, first.cellSamples, first.map.length]).toEqual([2, 1, 183])
    const second = await engine.invoke('explain.map', { ...request, layer: 'block2.conv' })
    // Cell 0 sees samples 0 to 14, with 7 in the middle: two samples around it begin at 6.5.
    expect([second.cellStart, second.cellSamples, second.map.length]).toEqual([6, 2, 87])
  })

  it('reads stored maps where the weights are not there, and says so', async () => {
    const runId = runs[2] ?? 0
    const { beats } = await engine.invoke('explain.beats', { runId, part: 'test', limit: 2 })
    const [row, other] = beats.map((beat) => beat.row)
    const made = await engine.invoke('explain.map', { runId, part: 'test', row: row ?? -1 })
    store.explanations.save(made)
    const { path } = await engine.invoke('run.weights', { id: runId })
    rmSync(path)
    const stored = await engine.invoke('explain.map', { runId, part: 'test', row: row ?? -1 })
    expect(stored.isStored).toBe(true)
    expect(stored.predicted).toBe(made.predicted)
    await expect(engine.invoke('explain.map', { runId, part: 'test', row: other ?? -1 })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('weights') as string,
    })
    const listed = await engine.invoke('explain.beats', { runId, part: 'test' })
    expect(listed.beats.filter(({ hasStoredMap }) => hasStoredMap).map((beat) => beat.row)).toEqual([row])
  })

  it('refuses beats of other parts and runs that were not scored', async () => {
    const runId = runs[0] ?? 0
    await expect(engine.invoke('explain.map', { runId, part: 'test', row: 100_000 })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(engine.invoke('explain.beats', { runId, part: 'train' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(engine.invoke('explain.map', { runId, part: 'test', row: 0, layer: 'block9.conv' })).rejects.toThrow()
  })
})
