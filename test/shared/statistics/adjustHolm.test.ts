import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustHolm } from '../../../electron/shared/statistics/adjustHolm.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

describe('adjustHolm', () => {
  it.each(inferenceFixture.holm)("has statsmodels' adjustment of $p", ({ p, adjusted }) => {
    adjustHolm(p).forEach((value, index) => expect(Math.abs((value ?? NaN) - adjusted[index]!)).toBeLessThan(1e-12))
  })

  it('steps down through the customary example', () => {
    expect(adjustHolm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
  })

  it('does not count what could not be tested', () => {
    expect(adjustHolm([null, 0.02, null, 0.5])).toEqual([null, 0.04, null, 0.5])
    expect(adjustHolm([null])).toEqual([null])
  })

  it('keeps the order of p, never lowers one, and stops at 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (values) => {
        const adjusted = adjustHolm(values)
        values.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p)
          expect(adjusted[i]).toBeLessThanOrEqual(1)
          values.forEach((other, j) => {
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? NaN)
          })
        })
      }),
    )
  })
})
