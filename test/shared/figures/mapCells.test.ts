import { describe, expect, it } from 'vitest'
import { blankSpans, cellSpan, shareOnPadding } from '../../../electron/shared/figures/mapCells.ts'

const samples = new Array<number>(20).fill(0.5)

describe('the cells of a map', () => {
  it('stand side by side from the first one on, cut off at the ends of the beat', () => {
    const map = [0, 1, 0.5]
    const inside = { map, samples, cellStart: 3, cellSamples: 4 }
    expect(map.map((_, index) => cellSpan(inside, index))).toEqual([
      [3, 7],
      [7, 11],
      [11, 15],
    ])
    const beyond = { map, samples, cellStart: -1, cellSamples: 8 }
    expect(map.map((_, index) => cellSpan(beyond, index))).toEqual([
      [0, 7],
      [7, 15],
      [15, 20],
    ])
  })

  it('leave what none of them stands over blank', () => {
    const map = [0, 1, 0.5]
    expect(blankSpans({ map, samples, cellStart: 3, cellSamples: 4 })).toEqual([
      [0, 3],
      [15, 20],
    ])
    expect(blankSpans({ map, samples, cellStart: -1, cellSamples: 8 })).toEqual([])
  })
})

describe('the share of a map on zero padding', () => {
  it('counts cells at their places, those across the border in part', () => {
    const cells = { map: [1, 1, 1, 1], samples, cellSamples: 4, padding: 6 }
    expect(shareOnPadding({ ...cells, cellStart: 0 })).toBeCloseTo(0.5 / 4)
    expect(shareOnPadding({ ...cells, cellStart: 4 })).toBeCloseTo(1.5 / 4)
    expect(shareOnPadding({ ...cells, cellStart: 4, map: [1, 1, 0, 0] })).toBe(0)
    // Half of the last cell lies outside the beat, so all that is seen of it is padding.
    expect(shareOnPadding({ ...cells, cellStart: 6, map: [0, 0, 0, 1] })).toBe(1)
  })

  it('is not told without padding or for an empty map', () => {
    const cells = { map: [0, 0], samples, cellStart: 0, cellSamples: 10 }
    expect(shareOnPadding({ ...cells, padding: 5 })).toBeNull()
    expect(shareOnPadding({ ...cells, map: [1, 1], padding: 0 })).toBeNull()
  })
})
