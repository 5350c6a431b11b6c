import { describe, expect, it } from 'vitest'
import { practicalEquivalence } from '../../../electron/shared/statistics/practicalEquivalence.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

const listed = (values: readonly number[], ratio: number, region: number) => {
  const { worse, equivalent, better } = practicalEquivalence(values, ratio, region) ?? {
    worse: NaN,
    equivalent: NaN,
    better: NaN,
  }
  return [worse, equivalent, better]
}

describe('practicalEquivalence', () => {
  it.each(inferenceFixture.equivalence)("has baycomp's probabilities for $name", (example) => {
    listed(example.values, example.ratio, example.region).forEach((found, index) => {
      expect(Math.abs(found - example.probabilities[index]!)).toBeLessThan(1e-12)
    })
  })

  it('has the probabilities published with Benavoli et al. 2017 for NBC and AODE on "anneal"', () => {
    // The accuracies have three digits here, more where those numbers were computed.
    const anneal = inferenceFixture.equivalence.find(({ name }) => name === 'anneal')!
    listed(anneal.values, anneal.ratio, anneal.region)
      .sort()
      .forEach((found, index) => {
        expect(Math.abs(found - anneal.published!.toSorted()[index]!)).toBeLessThan(2e-5)
      })
  })

  it("has those of scikit-learn's example: 6.8 % worse, 43 % equivalent", () => {
    const { values, ratio, published } = inferenceFixture.scikitLearnExample
    const found = practicalEquivalence(values, ratio)
    expect(found?.region).toBe(0.01)
    expect(found?.worse).toBeCloseTo(published.worse, 3)
    expect(found?.equivalent).toBeCloseTo(published.equivalent, 2)
  })

  it('is certain where all differences are the same', () => {
    expect(listed([0.25, 0.25], 0, 0.01)).toEqual([0, 0, 1])
    expect(listed([0, 0], 0, 0.01)).toEqual([0, 1, 0])
    expect(listed([-0.25, -0.25], 0, 0.01)).toEqual([1, 0, 0])
  })

  it('says nothing of one difference', () => {
    expect(practicalEquivalence([0.25], 0)).toBeNull()
  })
})
