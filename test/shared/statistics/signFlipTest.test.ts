import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import { signFlipTest, smallestFlipP } from '../../../electron/shared/statistics/signFlipTest.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

const { exact, drawn } = inferenceFixture.signFlips
const random = createRandom(1, 'test')

describe('signFlipTest', () => {
  it.each(exact)("has SciPy's exact p for $values", ({ values, p }) => {
    expect(Math.abs((signFlipTest(values, random)?.p ?? NaN) - p)).toBeLessThan(1e-12)
  })

  it('goes through 32 sign changes of five pairs, of which the observed one and its opposite are the farthest', () => {
    expect(signFlipTest([0.01, 0.02, 0.015, 0.03, 0.012], random)).toEqual({
      p: 2 / 32,
      method: 'exact, 2 of 32 sign changes',
    })
  })

  it('takes sums that differ by rounding alone as equal', () => {
    // 0.1 + 0.2 - 0.3 is not 0 in floating point: all 8 sums are as far from 0 as the observed one, or farther.
    expect(signFlipTest([0.1, 0.2, -0.3], random)?.p).toBe(1)
  })

  it('draws sign changes beyond 16 pairs: within Monte Carlo error of all of them', () => {
    const found = signFlipTest(drawn.values, createRandom(3, 'test'))
    // Five standard errors of a share of 100,000.
    expect(Math.abs((found?.p ?? NaN) - drawn.p)).toBeLessThan(5 * Math.sqrt((drawn.p * (1 - drawn.p)) / 100_000))
    expect(found?.method).toMatch(/of 100,000 drawn sign changes$/)
  })

  it('never gives p = 0, also where no drawn sign change is as far', () => {
    const values = Array.from({ length: 60 }, (_, index) => 1 + index)
    expect(signFlipTest(values, createRandom(1))?.p).toBe(1 / 100_001)
  })

  it('says nothing of one pair', () => {
    expect(signFlipTest([0.02], random)).toBeNull()
  })

  it('does not depend on sign or order, and stays within its smallest p and 1', () => {
    const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 })
    fc.assert(
      fc.property(scores, (values) => {
        const p = signFlipTest(values, random)?.p ?? NaN
        expect(signFlipTest(values.map((value) => -value).toReversed(), random)?.p).toBe(p)
        expect(p).toBeGreaterThanOrEqual(smallestFlipP(values.length))
        expect(p).toBeLessThanOrEqual(1)
      }),
    )
  })
})
