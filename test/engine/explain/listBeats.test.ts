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
  split: 'published',
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
  expect(beats[1]?.preview).toEqual([0.5, 0.583, 0.667, 0.75, 0.833, 0.917])
})

it('counts within the chosen class', () => {
  expect(listBeats(part, { ...filter, label: 2 }).counts).toEqual({ all: 1, wrong: 1, notHere: 2 })
  expect(listBeats(part, { ...filter, label: 1 })).toMatchObject({ total: 0, counts: { all: 0, notHere: 1 } })
  expect(listBeats(part, { ...filter, row: 5 }).total).toBe(0)
})

it('counts and lists within one cell of the confusion matrix', () => {
  const missed = listBeats(part, { ...filter, label: 2, predicted: 0 })
  expect(missed.beats.map(({ row }) => row)).toEqual([4])
  expect(missed.counts).toEqual({ all: 1, wrong: 1, notHere: 0 })
  expect(listBeats(part, { ...filter, label: 2, predicted: 2 }).counts).toEqual({ all: 0, wrong: 0, notHere: 2 })
  expect(listBeats(part, { ...filter, predicted: 0 }).counts).toEqual({ all: 2, wrong: 1, notHere: 1 })
})

it('draws about 60 samples of a beat of any length, in 0 to 1, with the padding that it has', () => {
  const length = 1000
  const wave = Float32Array.from({ length }, (_, i) => (i < 900 ? -0.5 + (2 * i) / 900 : 0))
  const { metadata } = part.beats
  const previewOf = (more: object) => {
    const beats = { ...part.beats, length, beats: wave, kept: Uint32Array.of(1), metadata: { ...metadata, ...more } }
    const [beat] = listBeats({ ...part, beats }, filter).beats
    return { preview: beat?.preview ?? [], previewPadding: beat?.previewPadding }
  }
  const voltage = previewOf({ amplitude: 'millivolt' })
  expect(voltage.preview).toHaveLength(63)
  expect([voltage.preview[0], voltage.previewPadding]).toEqual([0, 0])
  expect(Math.max(...voltage.preview)).toBeLessThanOrEqual(1)
  expect(Math.max(...voltage.preview)).toBeGreaterThan(0.97)
  const unit = previewOf({})
  expect([unit.preview[0], unit.previewPadding]).toEqual([-0.5, 6])
})
