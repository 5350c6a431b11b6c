import { describe, expect, it } from 'vitest'
import { bridgeGaps, countMissing } from '../../../electron/data/signal/gaps.ts'

describe('gaps in a signal', () => {
  it('are bridged by straight lines, and at the ends by what is nearest', () => {
    const signal = Float64Array.of(NaN, NaN, 2, 3, NaN, NaN, 9, NaN)
    expect([...bridgeGaps(signal)]).toEqual([2, 2, 2, 3, 5, 7, 9, 9])
    expect(signal[0]).toBeNaN()
  })

  it('are zeros where nothing was recorded', () => {
    expect([...bridgeGaps(Float64Array.of(NaN, NaN))]).toEqual([0, 0])
  })

  it('are counted up to each index, and not at all where there is none', () => {
    expect([...countMissing(Float64Array.of(1, NaN, 2, NaN))!]).toEqual([0, 0, 1, 1, 2])
    expect(countMissing(Float64Array.of(1, 2))).toBeNull()
  })
})
