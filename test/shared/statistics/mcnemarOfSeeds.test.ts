import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import { directionWarning, mcnemarOfSeeds } from '../../../electron/shared/statistics/mcnemarOfSeeds.ts'
import { inferenceFixture } from '../../support/inferenceFixture.ts'

const seedsOf = (counts: readonly (readonly [number, number])[]) =>
  counts.map(([variantOnly, baselineOnly], index) => ({ seed: index + 1, variantOnly, baselineOnly }))

describe('mcnemarOfSeeds', () => {
  it.each(inferenceFixture.mcnemarOfSeeds)("has the p of SciPy's one-sided tails for $seeds", ({ seeds, p }) => {
    expect(Math.abs(mcnemarOfSeeds(seedsOf(seeds)).p / p - 1)).toBeLessThan(1e-10)
  })

  it.each(inferenceFixture.mcnemar)("has statsmodels' p for one seed: $firstOnly and $secondOnly", (counts) => {
    const { p } = mcnemarOfSeeds(seedsOf([[counts.firstOnly, counts.secondOnly]]))
    expect(Math.abs(p / counts.p - 1)).toBeLessThan(1e-12)
  })

  it('finds nothing where seeds clearly differ in opposite directions', () => {
    expect(mcnemarOfSeeds(seedsOf([[300, 100]])).p).toBeLessThan(1e-20)
    expect(
      mcnemarOfSeeds(
        seedsOf([
          [300, 100],
          [300, 100],
          [100, 300],
        ]),
      ).p,
    ).toBe(1)
  })

  it('is the p of the weakest seed where all agree, whichever network is the better one', () => {
    const weakest = mcnemarOfSeeds(seedsOf([[60, 38]])).p
    expect(weakest).toBeLessThan(0.05)
    expect(
      mcnemarOfSeeds(
        seedsOf([
          [200, 90],
          [60, 38],
          [90, 30],
        ]),
      ).p,
    ).toBe(weakest)
    expect(
      mcnemarOfSeeds(
        seedsOf([
          [90, 200],
          [38, 60],
          [30, 90],
        ]),
      ).p,
    ).toBe(weakest)
  })

  it('keeps the level where all seeds have the same beats, and where they are independent', () => {
    const random = createRandom(5, 'test')
    const draw = () => {
      let variantOnly = 0
      for (let beat = 0; beat < 60; beat++) variantOnly += random.nextBelow(2)
      return [variantOnly, 60 - variantOnly] as const
    }
    const share = (studyOf: () => (readonly [number, number])[]) =>
      Array.from({ length: 5000 }, studyOf).filter((study) => mcnemarOfSeeds(seedsOf(study)).p <= 0.05).length / 5000
    const same = share(() => {
      const counts = draw()
      return [counts, counts, counts]
    })
    // The exact level of 60 coins with continuity correction is 0.027; the standard error of a share of 0.05 is 0.003.
    expect(same).toBeGreaterThan(0.01)
    expect(same).toBeLessThan(0.05)
    expect(share(() => [draw(), draw(), draw()])).toBeLessThan(0.01)
  })

  it('says how it was made, and that seeds must agree', () => {
    expect(mcnemarOfSeeds(seedsOf([[60, 38]])).method).toBe('chi-squared with continuity correction')
    expect(
      mcnemarOfSeeds(
        seedsOf([
          [60, 38],
          [70, 30],
          [60, 50],
        ]),
      ).method,
    ).toBe('chi-squared with continuity correction; the largest p of 3 seeds, which must agree in direction')
    expect(
      mcnemarOfSeeds(
        seedsOf([
          [60, 38],
          [7, 3],
        ]),
      ).method,
    ).toBe(
      'exact below 25 discordant beats, else chi-squared with continuity correction; the largest p of 2 seeds, which must agree in direction',
    )
    const repeats = [1, 1, 2, 2].map((seed) => ({ seed, variantOnly: 60, baselineOnly: 40 }))
    expect(mcnemarOfSeeds(repeats).method).toContain('the largest p of 4 seeds and repeats')
  })
})

describe('directionWarning', () => {
  it.each([
    [
      'more beats right in 2 of 3 seeds, fewer in 1.',
      [
        [60, 38],
        [38, 60],
        [61, 60],
      ],
    ],
    [
      'fewer beats right in 1 of 2 seeds, as many in 1.',
      [
        [38, 60],
        [20, 20],
      ],
    ],
    [
      'more beats right in 1 of 3 seeds, fewer in 1, as many in 1.',
      [
        [60, 38],
        [20, 20],
        [1, 2],
      ],
    ],
  ] as const)('says that the variant has %s', (words, counts) => {
    expect(directionWarning(seedsOf(counts))).toBe(`McNemar: the variant has ${words}`)
  })

  it('says nothing where all seeds agree, or there is one', () => {
    expect(
      directionWarning(
        seedsOf([
          [60, 38],
          [3, 2],
        ]),
      ),
    ).toBeNull()
    expect(directionWarning(seedsOf([[38, 60]]))).toBeNull()
    expect(
      directionWarning(
        seedsOf([
          [5, 5],
          [5, 5],
        ]),
      ),
    ).toBeNull()
  })
})
