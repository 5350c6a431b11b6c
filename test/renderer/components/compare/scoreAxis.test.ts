import { describe, expect, it } from 'vitest'
import { differenceAxis, roundAxis, scoreAxis } from '../../../../renderer/components/compare/scoreAxis.ts'

const scored = { mean: 0.85, interval: [0.81, 0.89] as [number, number], scores: [0.84, 0.86], published: 0.921 }

describe('the axes that plots in cells share', () => {
  it('hold every mean, interval, single score and published value', () => {
    expect(scoreAxis([scored])).toEqual({ min: 0.8, max: expect.closeTo(0.95, 9), ticks: [0.8, 0.85, 0.9, 0.95] })
    expect(scoreAxis([{ mean: null, interval: null, scores: [], published: 0.9 }])).toBeNull()
  })

  it('end at 0 and 1, whatever an interval of two seeds says', () => {
    expect(scoreAxis([{ ...scored, interval: [0.4, 1.3] }])?.max).toBe(1)
  })

  it('hold 0 and the region of practical equivalence for differences', () => {
    const axis = differenceAxis([{ difference: 0.03, differenceInterval: [0.02, 0.04] }], 0.01)
    expect(axis?.min).toBeLessThanOrEqual(-0.01)
    expect(axis?.max).toBeGreaterThanOrEqual(0.04)
    expect(axis?.ticks).toContain(0)
    expect(differenceAxis([{ difference: null, differenceInterval: null }], 0.01)).toBeNull()
  })

  it('cut an interval that would leave the differences no room', () => {
    const axis = differenceAxis([{ difference: 0.02, differenceInterval: [-0.9, 0.94] }], 0.01)
    expect(axis?.max).toBeLessThanOrEqual(0.1)
    expect(axis?.min).toBeGreaterThanOrEqual(-0.1)
  })

  it('have round ticks, also for a single value', () => {
    expect(roundAxis(0.9, 0.9).ticks).toEqual([0.9, 0.905])
  })
})
