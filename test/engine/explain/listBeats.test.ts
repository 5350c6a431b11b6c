import { expect, it } from 'vitest'
import { listBeats, type PredictedPart } from '../../../electron/engine/explain/listBeats.ts'
import { unknownRecord, unknownSample } from '../../../electron/shared/beatsFile.ts'

/** Six beats of a test part, of which rows 1 and 4 have samples. */
const part: PredictedPart = {
  beats: {
    count: 6,
    length: 6,
    beats: Float32Array.from({ length: 12 }, (_, index) => index / 12),
    kept: Uint32Array.of(1, 4),
    labels: Uint8Array.of(0, 0, 1, 2, 2, 2),
    sourcePart: new Uint8Array(6).fill(1),
    sourceRow: Uint32Array.of(0, 1, 2, 3, 4, 5),
    record: new Uint16Array(6).fill(unknownRecord),
    recordSample: new Uint32Array(6).fill(unknownSample),
    metadata: { sampleRateHz: 120, records: [], persons: [], licence: 'a', attribution: 'b' },
  },
  rows: Uint32Array.of(0, 1, 2, 3, 4, 5),
  predicted: Uint8Array.of(0, 0, 1, 2, 0, 2),
  logits: null,
  stored: new Set([4]),
}
const filter = { runId: 1, part: 'test' as const, outcome: 'all' as const, offset: 0, limit: 100 }

it('lists the beats of an excerpt, and counts those whose samples are elsewhere', () => {
  const { total, counts, beats } = listBeats(part, filter)
  expect(beats.map(({ row, label, predicted, hasStoredMap }) => [row, label, predicted, hasStoredMap])).toEqual([
    [1, 0, 0, false],
    [4, 2, 0, true],
  ])
  expect({ total, counts }).toEqual({ total: 2, counts: { all: 2, wrong: 1, notHere: 4 } })
  expect(beats[1]?.preview).toEqual([0.5, 0.75])
})

it('counts within the chosen class', () => {
  expect(listBeats(part, { ...filter, label: 2 }).counts).toEqual({ all: 1, wrong: 1, notHere: 2 })
  expect(listBeats(part, { ...filter, label: 1 })).toMatchObject({ total: 0, counts: { all: 0, notHere: 1 } })
  expect(listBeats(part, { ...filter, row: 5 }).total).toBe(0)
})
