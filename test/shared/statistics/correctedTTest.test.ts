import { describe, expect, it } from 'vitest'
import { correctedTTest } from '../../../electron/shared/statistics/correctedTTest.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

describe('correctedTTest', () => {
  it.each(inferenceFixture.correctedT)("has SciPy's p with a variance of 1/n + $ratio", ({ values, ratio, p }) => {
    const found = correctedTTest(values, ratio)
    expect(Math.abs((found?.p ?? NaN) / p - 1)).toBeLessThan(1e-10)
    expect(Math.abs((found?.p ?? NaN) - p)).toBeLessThan(1e-12)
  })

  it("gives what scikit-learn's example of 10 times 10 folds prints: t = 0.750, right-tailed p = 0.227", () => {
    const { values, ratio, published } = inferenceFixture.scikitLearnExample
    const found = correctedTTest(values, ratio)
    expect(found?.method).toContain(`t = ${published.t.toFixed(2)} with 99 degrees of freedom`)
    expect((found?.p ?? NaN) / 2).toBeCloseTo(published.rightTailedP, 3)
  })

  it('tells the mean of the differences that it is of, with its sign', () => {
    expect(correctedTTest([0.0002, 0.0004, 0.0003], 0.5)?.method).toMatch(
      /^mean difference of the folds \+0\.0003, t = \d/,
    )
    expect(correctedTTest([-0.02, -0.04, -0.03], 0.5)?.method).toMatch(
      /^mean difference of the folds −0\.0300, t = −\d/,
    )
    expect(correctedTTest([0, 0, 0], 0.5)?.method).toMatch(/^mean difference of the folds 0\.0000, t = 0\.00 /)
  })

  it('finds nothing where nothing differs, and says nothing where all folds differ by the same number', () => {
    expect(correctedTTest([0, 0, 0], 0.25)?.p).toBe(1)
    expect(correctedTTest([0.25, 0.25, 0.25], 0.25)).toBeNull()
    expect(correctedTTest([0.25], 0.25)).toBeNull()
  })
})
