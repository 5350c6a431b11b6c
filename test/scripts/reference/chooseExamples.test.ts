import { describe, expect, it } from 'vitest'
import { chooseExamples } from '../../../scripts/reference/chooseExamples.ts'
import { unknownRecord, unknownSample, type BeatsFile } from '../../../electron/shared/beatsFile.ts'

/** Test beats with these labels, behind ten training beats. */
function testBeats(labels: number[]): { beats: BeatsFile; rows: Uint32Array } {
  const count = 10 + labels.length
  const beats: BeatsFile = {
    count,
    length: 1,
    beats: new Float32Array(count),
    labels: Uint8Array.from([...new Array<number>(10).fill(0), ...labels]),
    sourcePart: Uint8Array.from({ length: count }, (_, row) => (row < 10 ? 0 : 1)),
    sourceRow: Uint32Array.from({ length: count }, (_, row) => (row < 10 ? row : row - 10)),
    record: new Uint16Array(count).fill(unknownRecord),
    recordSample: new Uint32Array(count).fill(unknownSample),
    metadata: { sampleRateHz: 120, records: [], persons: [], licence: '', attribution: '' },
  }
  return { beats, rows: Uint32Array.from(labels, (_, index) => index + 10) }
}

describe('the example beats', () => {
  it('are right and wrong ones of each class, spread over the file', () => {
    const labels = Array.from({ length: 100 }, (_, index) => index % 2)
    // Every fifth beat of class 1 is called 2.
    const predicted = Uint8Array.from(labels, (label, index) => (label === 1 && index % 10 === 5 ? 2 : label))
    const { beats, rows } = testBeats(labels)
    const examples = chooseExamples(beats, { rows, predicted }, { right: 2, wrong: 2 })
    expect(examples.map(({ label, isRight, sourceRow }) => [label, isRight, sourceRow])).toEqual([
      [0, true, 12],
      [0, true, 36],
      [0, true, 62],
      [0, true, 86],
      [1, true, 27],
      [1, true, 77],
      [1, false, 25],
      [1, false, 75],
    ])
    expect(examples.every(({ row, sourceRow }) => row === sourceRow + 10)).toBe(true)
  })

  it('are all there are of a class that has too few', () => {
    const { beats, rows } = testBeats([3, 3, 3])
    const examples = chooseExamples(beats, { rows, predicted: Uint8Array.of(3, 0, 0) }, { right: 3, wrong: 2 })
    expect(examples.map(({ isRight }) => isRight)).toEqual([true, false, false])
  })
})
