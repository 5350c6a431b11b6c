import { describe, expect, it } from 'vitest'
import { jIndices } from '../../../electron/shared/scores/jIndex.ts'

/** De Chazal, O'Dwyer and Reilly 2004 on DS2, without what they took for Q. */
const deChazal = [
  [38444, 1904, 303, 3509, 0],
  [173, 1395, 252, 16, 0],
  [117, 321, 2504, 176, 0],
  [33, 1, 7, 347, 0],
  [0, 0, 0, 0, 0],
]

describe('jIndices', () => {
  it('reproduces the published j-kappa index of a published confusion matrix', () => {
    const { jIndex, jKappaIndex, kappa } = jIndices(deChazal)
    expect(jIndex).toBeCloseTo(1395 / 1836 + 1395 / 3621 + 2504 / 3118 + 2504 / 3066, 12)
    expect(kappa).toBeCloseTo(0.532, 3)
    expect(jKappaIndex.toFixed(3)).toBe('0.612')
  })

  it('leaves out beats of class Q, whatever they were taken for', () => {
    expect(jIndices(deChazal.with(4, [10, 20, 30, 40, 50]))).toEqual(jIndices(deChazal))
  })

  it('counts a beat that was taken for Q as missed', () => {
    const missed = jIndices(deChazal.with(2, [117, 321, 2504, 176, 103]))
    expect(missed.jIndex).toBeCloseTo(1395 / 1836 + 1395 / 3621 + 2504 / 3221 + 2504 / 3066, 12)
    expect(missed.kappa).toBeLessThan(jIndices(deChazal).kappa ?? NaN)
  })

  it('is 4 and 1 where every beat is right, and 0 where none of S and V are', () => {
    const right = [20, 5, 5, 2, 1].map((beats, label) => [0, 0, 0, 0, 0].with(label, beats))
    expect(jIndices(right)).toEqual({ jIndex: 4, jKappaIndex: 1, kappa: 1 })
    const allNormal = [20, 5, 5, 2, 1].map((beats) => [beats, 0, 0, 0, 0])
    expect(jIndices(allNormal)).toEqual({ jIndex: 0, jKappaIndex: 0, kappa: 0 })
  })
})
