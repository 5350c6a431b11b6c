import { describe, expect, it } from 'vitest'
import { roundTicks, tickText } from '../../../electron/shared/figures/roundTicks.ts'

describe('roundTicks', () => {
  it('are every 250 ms and every 25 samples of a published beat', () => {
    expect(roundTicks(0, (187 / 120) * 1000, 7)).toEqual([0, 250, 500, 750, 1000, 1250, 1500])
    expect(roundTicks(0, 186, 8)).toEqual([0, 25, 50, 75, 100, 125, 150, 175])
  })

  it('lie within a range that begins below zero', () => {
    expect(roundTicks(-0.43, 1.62, 4)).toEqual([0, 1])
    expect(roundTicks(-0.43, 1.62, 5)).toEqual([0, 0.5, 1, 1.5])
    expect(roundTicks(-3, -0.2, 6)).toEqual([-3, -2.5, -2, -1.5, -1, -0.5])
  })

  it('are short numbers, and one for no range', () => {
    expect(roundTicks(0, 0.7, 7)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    expect(roundTicks(2, 2, 4)).toEqual([2])
    expect(tickText(-0.5)).toBe('−0.5')
  })
})
