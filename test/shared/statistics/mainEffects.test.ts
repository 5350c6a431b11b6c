import { describe, expect, it } from 'vitest'
import { augmentationPreset } from '../../../electron/shared/presets/augmentation.ts'
import { published11 } from '../../../electron/shared/presets/published11.ts'
import { recurrentPreset } from '../../../electron/shared/presets/recurrent.ts'
import { describeEffects } from '../../../electron/shared/statistics/describeEffects.ts'
import { designFactors } from '../../../electron/shared/statistics/designFactors.ts'
import { mainEffects, type EffectVariant } from '../../../electron/shared/statistics/mainEffects.ts'
import { estimateMean } from '../../../electron/shared/statistics/estimateMean.ts'
import type { Factors } from '../../../electron/shared/statistics/factorColumns.ts'
import type { NewVariant } from '../../../electron/shared/study.ts'

const seeds = [1, 2, 3, 4]

/** Variants with made-up scores: `scoreOf(index, seed)`. */
function made(variants: readonly NewVariant[], scoreOf: (index: number, seed: number) => number): EffectVariant[] {
  return variants.map((variant, index) => ({
    variantId: index + 1,
    factors: designFactors(variant),
    scores: seeds.map((seed) => ({ seed, value: scoreOf(index, seed) })),
  }))
}

const variant = (variantId: number, factors: Factors, values: readonly number[], from = 1): EffectVariant => ({
  variantId,
  factors,
  scores: values.map((value, index) => ({ seed: from + index, value })),
})

const pairsOf = (effects: ReturnType<typeof mainEffects>, factor: string) =>
  effects
    .find((effect) => effect.factor === factor)
    ?.contrasts.map(({ fromVariantId, toVariantId }) => [fromVariantId, toVariantId])

describe('mainEffects', () => {
  it('finds in the 11 published models what each factor moves, depth first as published', () => {
    const models = published11()
    const jitter = (index: number, seed: number) => (((index * 7 + seed * 3) % 5) - 2) / 1000
    const variants = made(models, (index, seed) => models[index]!.published!.value + jitter(index, seed))
    const effects = mainEffects(variants)
    expect(effects.map(({ factor, from, to }) => [factor, from, to])).toEqual([
      ['depth', '1', '4 or 5'],
      ['filters', '32', '128'],
      ['kernel size', '3', '11 or 11, 5, 3, 3, 3'],
    ])
    expect(pairsOf(effects, 'depth')).toEqual([
      [1, 8],
      [4, 9],
      [1, 11],
    ])
    expect(pairsOf(effects, 'filters')).toEqual([[1, 5]])
    expect(pairsOf(effects, 'kernel size')).toEqual([
      [1, 3],
      [9, 10],
    ])
    expect(describeEffects(effects)).toMatch(
      /^Depth has the largest effect of 3 factors: \+0\.0.* from 1 to 4 or 5\. Its interval lies apart from those of filters and kernel size, taken without sign\.$/,
    )
  })

  it('takes the mean over groups seed by seed, and the interval over seeds', () => {
    const effects = mainEffects([
      variant(1, { depth: 1, filters: 8 }, [0.5, 0.6, 0.7]),
      variant(2, { depth: 2, filters: 8 }, [0.6, 0.7, 0.9]),
      variant(3, { depth: 1, filters: 16 }, [0.5, 0.5, 0.5]),
      variant(4, { depth: 2, filters: 16 }, [0.5, 0.6, 0.5]),
    ])
    const depth = effects.find(({ factor }) => factor === 'depth')!
    const expected = estimateMean([0.05, 0.1, 0.1])
    expect(depth.difference).toBeCloseTo(expected.mean, 12)
    expect(depth.interval?.[0]).toBeCloseTo(expected.interval![0], 12)
    expect(depth.seeds).toBe(3)
    expect(pairsOf(effects, 'depth')).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(pairsOf(effects, 'filters')).toEqual([
      [1, 3],
      [2, 4],
    ])
  })

  it('goes from the lowest to the highest level of a group, whatever the order of the variants', () => {
    const effects = mainEffects([
      variant(1, { depth: 3 }, [0.7, 0.7, 0.7]),
      variant(2, { depth: 1 }, [0.5, 0.5, 0.5]),
      variant(3, { depth: 2 }, [0.9, 0.9, 0.9]),
    ])
    expect(effects).toHaveLength(1)
    expect(effects[0]).toMatchObject({ from: '1', to: '3', contrasts: [{ fromVariantId: 2, toVariantId: 1 }] })
    expect(effects[0]!.difference).toBeCloseTo(0.2, 12)
  })

  it('orders levels that are words as they first come, and "none" below numbers', () => {
    const words = mainEffects([
      variant(1, { cell: 'rnn' }, [0.5, 0.5, 0.5]),
      variant(2, { cell: 'gru' }, [0.6, 0.6, 0.6]),
    ])
    expect(words[0]).toMatchObject({ from: 'rnn', to: 'gru' })
    const sizes = mainEffects([
      variant(1, { head: 64 }, [0.5, 0.5, 0.5]),
      variant(2, { head: 'none' }, [0.6, 0.6, 0.6]),
    ])
    expect(sizes[0]).toMatchObject({ from: 'none', to: '64' })
  })

  it('does not compare variants that differ in more than one factor', () => {
    const effects = mainEffects([
      variant(1, { depth: 1, filters: 8 }, [0.5, 0.6, 0.7]),
      variant(2, { depth: 2, filters: 16 }, [0.6, 0.7, 0.9]),
      variant(3, { depth: 3, filters: 16 }, [0.6, 0.7, 0.9]),
    ])
    expect(effects.map(({ factor }) => factor)).toEqual(['depth'])
    expect(pairsOf(effects, 'depth')).toEqual([[2, 3]])
  })

  it('does not pair two variants that agree with a third, which has no level, but not with each other', () => {
    const effects = mainEffects([
      variant(1, { depth: 1, growth: null }, [0.5, 0.5, 0.5]),
      variant(2, { depth: 2, growth: 'doubling' }, [0.6, 0.6, 0.6]),
      variant(3, { depth: 3, growth: 'constant' }, [0.7, 0.7, 0.7]),
    ])
    expect(pairsOf(effects, 'depth')).toEqual([
      [1, 2],
      [1, 3],
    ])
    expect(pairsOf(effects, 'growth')).toBeUndefined()
  })

  it('takes factors that always change together as one', () => {
    const augmented = mainEffects(made(augmentationPreset.variants(), (index) => 0.9 + index / 100))
    expect(augmented.map(({ factor, from, to }) => [factor, from, to])).toEqual([
      ['CutMix', '0', '0.1'],
      ['Gaussian noise + zero masking', '0 + 0', '0.01 + 0.1'],
    ])
    const grid = mainEffects(made(recurrentPreset.variants(), (index) => 0.8 + index / 1000))
    expect(grid.map(({ factor }) => factor).sort()).toEqual([
      'directions',
      'filters + recurrent units',
      'recurrent cell',
      'recurrent layers',
    ])
    // 3 cells x 3 sizes x 4 numbers of layers, each with one and two directions.
    expect(pairsOf(grid, 'directions')).toHaveLength(36)
  })

  it('leaves variants with few seeds out where others have three', () => {
    const effects = mainEffects([
      variant(1, { depth: 1 }, [0.5, 0.6, 0.7]),
      variant(2, { depth: 2 }, [0.6, 0.7, 0.9]),
      variant(3, { depth: 9 }, [0.1]),
    ])
    expect(effects[0]).toMatchObject({ to: '2', seeds: 3 })
  })

  it('leaves a contrast out that shares too few seeds with the others', () => {
    const effects = mainEffects([
      variant(1, { depth: 1, filters: 8 }, [0.5, 0.6, 0.7, 0.8]),
      variant(2, { depth: 2, filters: 8 }, [0.6, 0.7, 0.8, 0.9]),
      variant(3, { depth: 1, filters: 16 }, [0.5, 0.5, 0.5], 4),
      variant(4, { depth: 2, filters: 16 }, [0.5, 0.6, 0.5], 4),
    ])
    expect(pairsOf(effects, 'depth')).toEqual([[1, 2]])
    expect(effects.find(({ factor }) => factor === 'depth')!.seeds).toBe(4)
  })

  it('tells a difference of one seed without interval, and nothing where no seed is shared', () => {
    const [single] = mainEffects([variant(1, { depth: 1 }, [0.5]), variant(2, { depth: 2 }, [0.6])])
    expect(single).toMatchObject({ seeds: 1, interval: null })
    expect(describeEffects([single!])).toBe(
      'Depth is the only factor that can be told apart: +0.100 from 1 to 2. One seed gives it no interval: it may be chance.',
    )
    expect(mainEffects([variant(1, { depth: 1 }, [0.5]), variant(2, { depth: 2 }, [0.6], 2)])).toEqual([])
    expect(mainEffects([])).toEqual([])
  })
})

describe('describeEffects', () => {
  const effect = (factor: string, difference: number, interval: [number, number] | null) => ({
    factor,
    from: '1',
    to: '5',
    contrasts: [],
    seeds: 3,
    difference,
    interval,
  })

  it('says where the largest interval overlaps with another, taken without sign', () => {
    const text = describeEffects([
      effect('filters', -0.02, [-0.025, -0.015]),
      effect('depth', 0.03, [0.02, 0.04]),
      effect('kernel size', 0.01, [0.008, 0.012]),
    ])
    expect(text).toBe(
      'Depth has the largest effect of 3 factors: +0.030 [+0.020, +0.040] from 1 to 5. Its interval overlaps with that of filters, taken without sign.',
    )
  })

  it('says where the largest effect may be none at all', () => {
    expect(describeEffects([effect('depth', 0.03, [-0.01, 0.07]), effect('filters', 0.01, [0, 0.02])])).toContain(
      'Its interval holds 0',
    )
  })

  it('ranks no effect of one seed beside others', () => {
    const text = describeEffects([effect('filters', 0.9, null), effect('depth', 0.03, [0.02, 0.04])])
    expect(text).toBe('Depth is the only factor that can be told apart: +0.030 [+0.020, +0.040] from 1 to 5.')
  })

  it('says nothing of nothing', () => {
    expect(describeEffects([])).toBeNull()
  })
})
