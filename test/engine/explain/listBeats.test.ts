import { expect, it } from 'vitest'
import { listStoredBeats } from '../../../electron/engine/explain/listBeats.ts'
import type { Explanation } from '../../../electron/shared/explanation.ts'

function storedMap(row: number, label: number, predicted: number, targetClass = predicted): Explanation {
  return {
    runId: 1,
    part: 'test',
    row,
    method: 'grad-cam',
    layer: 'block1.conv',
    layers: ['block1.conv'],
    targetClass,
    label,
    predicted,
    probabilities: [0, 1, 2, 3, 4].map((k) => (k === predicted ? 0.9 : 0.025)),
    samples: new Array<number>(187).fill(0.5),
    padding: 0,
    sampleRateHz: 120,
    map: new Array<number>(187).fill(0),
    cellStart: 0,
    cellSamples: 1,
    rawMaximum: 0,
    record: '100',
    recordSample: 7,
    isStored: true,
  }
}

const filter = { runId: 1, part: 'test' as const, outcome: 'all' as const, offset: 0, limit: 100 }
const maps = [storedMap(9, 0, 0), storedMap(4, 0, 2), storedMap(4, 0, 2, 0), storedMap(6, 1, 1)]

it('lists each beat with a stored map once, by row, where the data are not there', () => {
  const { total, counts, beats } = listStoredBeats(maps, filter)
  expect(beats.map(({ row }) => row)).toEqual([4, 6, 9])
  expect({ total, counts }).toEqual({ total: 3, counts: { all: 3, wrong: 1 } })
  expect(beats[0]).toMatchObject({ hasStoredMap: true, probability: 0.9, record: '100' })
  expect(beats[0]?.preview).toHaveLength(63)
})

it('filters them as others', () => {
  expect(listStoredBeats(maps, { ...filter, label: 0, outcome: 'wrong' }).beats.map(({ row }) => row)).toEqual([4])
  expect(listStoredBeats(maps, { ...filter, row: 9 }).total).toBe(1)
  expect(listStoredBeats(maps, { ...filter, offset: 1, limit: 1 }).beats.map(({ row }) => row)).toEqual([6])
})
