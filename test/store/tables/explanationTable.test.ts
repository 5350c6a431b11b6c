import { describe, expect, it } from 'vitest'
import { explanationSchema, type Explanation } from '../../../electron/shared/explanation.ts'
import { addFinishedRun, addStudy } from '../samples.ts'
import { temporaryStore } from '../temporaryStore.ts'

const floats = (count: number, of: (i: number) => number) => [...Float32Array.from({ length: count }, (_, i) => of(i))]

function explanationOf(runId: number, change: Partial<Explanation> = {}): Explanation {
  return {
    runId,
    part: 'test',
    row: 17,
    method: 'grad-cam',
    layer: 'block1.conv',
    layers: ['block1.conv', 'block2.conv'],
    targetClass: 2,
    label: 2,
    predicted: 2,
    probabilities: [0.1, 0.1, 0.6, 0.1, 0.1],
    samples: floats(187, (i) => Math.sin(i) / 3),
    padding: 12,
    sampleRateHz: 125,
    map: floats(93, (i) => i / 92),
    rawMaximum: 0.25,
    amplitude: 'unit',
    cellStart: 0,
    cellSamples: 2,
    record: '208',
    recordSample: 4711,
    isStored: false,
    ...change,
  }
}

describe('stored maps', () => {
  it('come back with the signal, bit for bit in float32, marked as stored', () => {
    const store = temporaryStore()
    const run = addFinishedRun(store, addStudy(store))
    const saved = explanationOf(run.id)
    store.explanations.save(saved)
    const found = store.explanations.find({ runId: run.id, part: 'test', row: 17 })
    expect(explanationSchema.parse(found)).toEqual({ ...saved, isStored: true })
  })

  it('are the predicted class of the first layer unless another is asked for', () => {
    const store = temporaryStore()
    const { id: runId } = addFinishedRun(store, addStudy(store))
    store.explanations.save(explanationOf(runId, { targetClass: 4 }))
    store.explanations.save(explanationOf(runId, { layer: 'block2.conv' }))
    const beat = { runId, part: 'test', row: 17 } as const
    expect(store.explanations.find(beat)).toBeNull()
    expect(store.explanations.find({ ...beat, targetClass: 4 })).toMatchObject({ layer: 'block1.conv', targetClass: 4 })
    expect(store.explanations.find({ ...beat, layer: 'block2.conv' })).toMatchObject({ targetClass: 2 })
    store.explanations.save(explanationOf(runId))
    expect(store.explanations.find(beat)).toMatchObject({ layer: 'block1.conv', targetClass: 2 })
  })

  it('tell at which layers there is one of the same beat and class', () => {
    const store = temporaryStore()
    const { id: runId } = addFinishedRun(store, addStudy(store))
    const map = explanationOf(runId, { layer: 'block2.conv' })
    store.explanations.save(map)
    store.explanations.save(explanationOf(runId, { targetClass: 4 }))
    expect(store.explanations.layers(map)).toEqual(['block2.conv'])
    store.explanations.save(explanationOf(runId))
    expect(store.explanations.layers(map)).toEqual(['block1.conv', 'block2.conv'])
  })

  it('replace an older one of the same beat, layer and class', () => {
    const store = temporaryStore()
    const { id: runId } = addFinishedRun(store, addStudy(store))
    store.explanations.save(explanationOf(runId))
    store.explanations.save(explanationOf(runId, { rawMaximum: 9 }))
    store.explanations.save(explanationOf(runId, { row: 3 }))
    expect(store.explanations.list(runId, 'test').map(({ row, rawMaximum }) => [row, rawMaximum])).toEqual([
      [3, 0.25],
      [17, 9],
    ])
    expect(store.explanations.rows(runId, 'test')).toEqual([3, 17])
    expect(store.explanations.rows(runId, 'validation')).toEqual([])
  })

  it('go with their run', () => {
    const store = temporaryStore()
    const { id: runId } = addFinishedRun(store, addStudy(store))
    store.explanations.save(explanationOf(runId))
    store.runs.delete(runId)
    expect(store.explanations.rows(runId, 'test')).toEqual([])
  })
})
