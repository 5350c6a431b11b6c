import { describe, expect, it } from 'vitest'
import { scoreConfusion } from '../../../electron/shared/metrics.ts'
import { macroF1 } from '../../../electron/shared/scores/macroF1.ts'

const matrix = [
  [8, 1, 1],
  [2, 3, 0],
  [0, 0, 0],
]

describe('macroF1', () => {
  it('is that of the trainer where all classes are chosen', () => {
    expect(macroF1(matrix, [0, 1, 2])).toBe(scoreConfusion(matrix).macroF1)
  })

  it('counts wrong predictions of the classes that are left out', () => {
    expect(macroF1(matrix, [0])).toBeCloseTo(16 / (10 + 10), 12)
    expect(macroF1(matrix, [0, 1])).toBeCloseTo((16 / 20 + 6 / 9) / 2, 12)
  })

  it('refuses no classes, and one that is not there', () => {
    expect(() => macroF1(matrix, [])).toThrow(RangeError)
    expect(() => macroF1(matrix, [3])).toThrow('Class 3')
  })
})
