import { describe, expect, it } from 'vitest'
import type { BeatsFile } from '../../electron/shared/beatsFile.ts'
import { compareBeats } from '../../electron/data/compareBeats.ts'
import { loadSample } from '../../electron/data/sample.ts'
import { labelledFile } from '../support/labelledFile.ts'

/** Rows of two samples each. */
function rows(values: [number, number][], labels = values.map(() => 0)): BeatsFile {
  return { ...labelledFile(labels), length: 2, beats: Float32Array.from(values.flat()) }
}

const a = rows([
  [0, 1],
  [0, 1],
  [0.5, 0.25],
])

describe('comparing two data sets', () => {
  it('finds nothing between one and itself, and says that the order is the same', () => {
    expect(compareBeats(a, a)).toMatchObject({ equal: 3, differing: 0, hasSameOrder: true })
    expect(compareBeats(loadSample(), loadSample())).toMatchObject({ equal: 6000, differing: 0, hasSameOrder: true })
  })

  it('does not mind the order, but says that it is another', () => {
    const other = rows([
      [0.5, 0.25],
      [0, 1],
      [0, 1],
    ])
    expect(compareBeats(a, other)).toMatchObject({ equal: 3, differing: 0, hasSameOrder: false })
  })

  it('counts rows that stand more often on one side', () => {
    const other = rows([
      [0, 1],
      [0.5, 0.25],
      [0.5, 0.25],
      [1, 1],
    ])
    const comparison = compareBeats(a, other)
    expect(comparison).toMatchObject({ equal: 2, differing: 2, a: { only: 1 }, b: { only: 2 } })
    expect(comparison.a.examples.map(({ row }) => row)).toEqual([1])
    expect(comparison.b.examples.map(({ row }) => row)).toEqual([2, 3])
    expect(compareBeats(other, a)).toMatchObject({ equal: 2, differing: 2, a: { only: 2 }, b: { only: 1 } })
  })

  it('takes a row with another label for another, and says so', () => {
    const other = rows(
      [
        [0, 1],
        [0, 1],
        [0.5, 0.25],
      ],
      [0, 2, 0],
    )
    const { differing, a: left, b: right } = compareBeats(a, other)
    expect(differing).toBe(1)
    expect(left).toMatchObject({ only: 1, onlyByClass: [1, 0, 0, 0, 0], relabelled: 1 })
    expect(right).toMatchObject({ onlyByClass: [0, 0, 1, 0, 0], relabelled: 1, examples: [{ row: 1, label: 2 }] })
  })

  it('sees the last bit of a sample', () => {
    const next = new Float32Array(new Uint32Array([new Uint32Array(Float32Array.of(0.25).buffer)[0]! + 1]).buffer)[0]!
    const other = rows([
      [0, 1],
      [0, 1],
      [0.5, next],
    ])
    expect(compareBeats(a, other)).toMatchObject({ differing: 1, a: { relabelled: 0 } })
  })

  it('has no equal rows where beats have another length', () => {
    const longer: BeatsFile = { ...labelledFile([0, 0]), length: 3, beats: Float32Array.of(0, 1, 0, 1, 0.5, 0.25) }
    expect(compareBeats(a, longer)).toMatchObject({ equal: 0, differing: 3, a: { only: 3 }, b: { only: 2 } })
  })

  it('refuses an excerpt', () => {
    expect(() => compareBeats(a, { ...a, kept: Uint32Array.of(0, 1, 2) })).toThrow(/Excerpts cannot be compared/)
  })
})
