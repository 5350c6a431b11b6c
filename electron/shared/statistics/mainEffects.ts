import type { FactorEffect } from '../studyStatistics.ts'
import { estimateMean } from './estimateMean.ts'
import { factorColumns, type FactorColumn, type Factors } from './factorColumns.ts'
import { factorContrasts, type Contrast } from './factorContrasts.ts'
import type { SeedScore } from './pairBySeed.ts'

/** A variant as the effects need it. */
export interface EffectVariant {
  variantId: number
  factors: Factors
  /** One a seed. */
  scores: readonly SeedScore[]
}

/** Variants and contrasts with fewer seeds than this stay out where others have as many: an interval of two says nothing. */
export const fewestSeeds = 3

/**
 * What each factor moves, largest first: the mean change of the score from its lowest to its highest level between variants
 * that agree in all else, over all such groups by seed, with a 95 % interval (Student's t) over the seeds that all have.
 * Factors for which no two variants differ in them alone are not told. Groups may begin and end at different levels; that is
 * not scaled to a common step. No correction is made for the number of factors.
 */
export function mainEffects(variants: readonly EffectVariant[]): FactorEffect[] {
  const most = Math.max(0, ...variants.map(({ scores }) => scores.length))
  const used = variants.filter(({ scores }) => scores.length >= Math.max(1, Math.min(fewestSeeds, most)))
  const columns = factorColumns(used.map(({ factors }) => factors))
  return columns
    .flatMap((column) => effectOf(column, factorContrasts(column, columns), used) ?? [])
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
}

type SeedDifferences = ReadonlyMap<number, number>

function effectOf(
  { name, texts }: FactorColumn,
  contrasts: readonly Contrast[],
  variants: readonly EffectVariant[],
): FactorEffect | null {
  const measured = contrasts.map((contrast) => ({ contrast, differences: differencesOf(contrast, variants) }))
  const { kept, seeds } = withCommonSeeds(measured)
  if (seeds.length === 0) return null
  const bySeed = seeds.map(
    (seed) => kept.reduce((sum, { differences }) => sum + differences.get(seed)!, 0) / kept.length,
  )
  const { mean, interval } = estimateMean(bySeed)
  const textOf = (places: readonly number[]) => [...new Set(places.map((place) => texts[place]))].join(' or ')
  const used = kept.map(({ contrast }) => contrast)
  return {
    factor: name,
    from: textOf(used.map(({ from }) => from)),
    to: textOf(used.map(({ to }) => to)),
    contrasts: used.map(({ from, to }) => ({
      fromVariantId: variants[from]!.variantId,
      toVariantId: variants[to]!.variantId,
    })),
    seeds: seeds.length,
    difference: mean,
    interval,
  }
}

function differencesOf({ from, to }: Contrast, variants: readonly EffectVariant[]): SeedDifferences {
  const before = new Map(variants[from]!.scores.map(({ seed, value }) => [seed, value]))
  return new Map(
    variants[to]!.scores.flatMap(({ seed, value }): [number, number][] => {
      const other = before.get(seed)
      return other === undefined ? [] : [[seed, value - other]]
    }),
  )
}

interface Measured {
  contrast: Contrast
  differences: SeedDifferences
}

/** The contrasts that share seeds, those with most first: one that would leave the others too few stays out. */
function withCommonSeeds(measured: readonly Measured[]): { kept: Measured[]; seeds: number[] } {
  const sorted = measured.toSorted((a, b) => b.differences.size - a.differences.size)
  const [best] = sorted
  if (!best) return { kept: [], seeds: [] }
  const fewest = Math.min(fewestSeeds, best.differences.size)
  let seeds = [...best.differences.keys()]
  const kept = sorted.filter(({ differences }) => {
    const shared = seeds.filter((seed) => differences.has(seed))
    if (shared.length < fewest) return false
    seeds = shared
    return true
  })
  return { kept: measured.filter((one) => kept.includes(one)), seeds }
}
