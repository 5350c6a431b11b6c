import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import { combineDependent } from '../../../electron/shared/statistics/combineDependent.ts'

describe('combineDependent', () => {
  it('is the lower middle p times n over its rank', () => {
    expect(combineDependent([0.03])).toBe(0.03)
    expect(combineDependent([0.04, 0.01])).toBeCloseTo(0.02, 12)
    expect(combineDependent([0.9, 0.03, 0.001])).toBeCloseTo(0.045, 12)
    expect(combineDependent([0.01, 0.02, 0.03, 0.04, 0.05])).toBeCloseTo(0.05, 12)
    expect(combineDependent([0.8, 0.9, 0.7])).toBe(1)
  })

  it('keeps the level where all p are the same, and where they are independent', () => {
    const random = createRandom(5, 'test')
    const share = (draw: () => number[]) =>
      Array.from({ length: 20_000 }, draw).filter((values) => combineDependent(values) <= 0.05).length / 20_000
    const same = () => {
      const p = random.next()
      return [p, p, p, p, p]
    }
    // Standard error of a share of 0.05: 0.0015.
    expect(share(same)).toBeLessThan(0.056)
    expect(share(() => Array.from({ length: 5 }, () => random.next()))).toBeLessThan(0.056)
  })

  it('refuses none', () => {
    expect(() => combineDependent([])).toThrow(RangeError)
  })
})
