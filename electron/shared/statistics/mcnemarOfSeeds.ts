import type { Disagreement } from '../studyStatistics.ts'
import { fewestForChiSquared, mcnemarTails } from './mcnemarTest.ts'
import type { PValue } from './pValue.ts'

type Counts = Pick<Disagreement, 'seed' | 'variantOnly' | 'baselineOnly'>

/**
 * McNemar's test over several seeds on the same beats, two-sided: twice the smaller of the largest one-sided p for the variant
 * and the largest for the baseline. So all seeds must agree in direction, and the weakest of them counts; of one seed it is
 * `mcnemarP`. The largest p of several is one whatever their dependence (Berger 1982's intersection-union test). Counts added
 * up, or Fisher's or Stouffer's sum, would treat the same beats as new ones for each seed; the two-sided p of seeds would not
 * tell whether they agree.
 */
export function mcnemarOfSeeds(seeds: readonly Counts[]): PValue {
  const tails = seeds.map(({ variantOnly, baselineOnly }) =>
    mcnemarTails({ firstOnly: variantOnly, secondOnly: baselineOnly }),
  )
  const more = Math.max(...tails.map(({ firstMore }) => firstMore))
  const fewer = Math.max(...tails.map(({ secondMore }) => secondMore))
  return { p: Math.min(1, 2 * Math.min(more, fewer)), method: methodOf(seeds) }
}

function methodOf(seeds: readonly Counts[]): string {
  const fewest = Math.min(...seeds.map(({ variantOnly, baselineOnly }) => variantOnly + baselineOnly))
  const how =
    fewest < fewestForChiSquared
      ? `exact below ${fewestForChiSquared} discordant beats, else chi-squared with continuity correction`
      : 'chi-squared with continuity correction'
  return seeds.length === 1 ? how : `${how}; the largest p of ${countOf(seeds)}, which must agree in direction`
}

/** Says which seeds have more beats right than the baseline's, and which fewer, unless all agree. */
export function directionWarning(seeds: readonly Counts[]): string | null {
  const count = (sign: number) =>
    seeds.filter(({ variantOnly, baselineOnly }) => Math.sign(variantOnly - baselineOnly) === sign).length
  const parts = Object.entries({ more: count(1), fewer: count(-1), 'as many': count(0) }).filter(([, n]) => n > 0)
  const [first, ...others] = parts
  if (!first || others.length === 0) return null
  const rest = others.map(([words, n]) => `, ${words} in ${n}`).join('')
  return `McNemar: the variant has ${first[0]} beats right in ${first[1]} of ${countOf(seeds)}${rest}.`
}

/** Repeats of a split stand beside seeds. */
function countOf(seeds: readonly Counts[]): string {
  const isRepeated = new Set(seeds.map(({ seed }) => seed)).size < seeds.length
  return `${seeds.length} ${isRepeated ? 'seeds and repeats' : 'seeds'}`
}
