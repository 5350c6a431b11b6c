import { createRandom } from '../random.ts'
import type { Comparison } from '../studyStatistics.ts'
import { combineDependent } from './combineDependent.ts'
import { comparisonWarnings } from './comparisonWarnings.ts'
import { correctedTTest } from './correctedTTest.ts'
import { macroF1 } from '../scores/macroF1.ts'
import { countDiscordant, fewestForChiSquared, mcnemarP } from './mcnemarTest.ts'
import type { PooledRun } from './poolFolds.ts'
import { practicalEquivalence } from './practicalEquivalence.ts'
import type { PValue } from './pValue.ts'
import { differenceOf, intervalsOf, type ResampledRuns } from './resampledRuns.ts'
import { signFlipTest } from './signFlipTest.ts'
import type { StatisticsInput, StatisticsRun } from './statisticsInput.ts'

/** A variant's pooled run with the baseline's of the same seed, repeat and folds. */
export interface PooledPair {
  variant: PooledRun
  baseline: PooledRun
}

/** The runs of a pair of the same seed and fold. */
interface FoldPair {
  variant: StatisticsRun
  baseline: StatisticsRun
}

/** A comparison whose p are not yet adjusted. */
export type UnadjustedComparison = Omit<Comparison, 'tests'> & {
  tests: Record<keyof Comparison['tests'], PValue | null>
}

/** Pairs what both have, in the variant's order. */
export function pairRuns(variant: readonly PooledRun[], baseline: readonly PooledRun[]): PooledPair[] {
  const others = new Map(baseline.map((run) => [run.key, run]))
  return variant.flatMap((run) => {
    const other = others.get(run.key)
    return other ? [{ variant: run, baseline: other }] : []
  })
}

/**
 * Compares a variant with the baseline. The difference and its intervals are of pooled scores (see `poolFolds`). Where there
 * are folds, the tests are of the folds' own scores, whose mean difference may be a little other: the permutation test takes
 * each fold of each seed as a pair, as all were trained by themselves; corrected t and equivalence take each fold once, its
 * seeds averaged, as seeds on the same beats are no further sample of beats. Null without pairs.
 */
export function compareWithBaseline(
  pairs: readonly PooledPair[],
  all: ResampledRuns,
  input: StatisticsInput,
): UnadjustedComparison | null {
  if (pairs.length === 0) return null
  const differences = pairs.map(({ variant, baseline }) => differenceOf(all.scoreOf(variant), all.scoreOf(baseline)))
  const folds = pairs.flatMap(foldPairs)
  const foldDifferences = folds.map(
    ({ variant, baseline }) =>
      macroF1(variant.confusion, input.headlineClasses) - macroF1(baseline.confusion, input.headlineClasses),
  )
  const hasFolds = input.foldsPerRepeat > 1
  const sample = hasFolds ? meansByFold(folds, foldDifferences) : foldDifferences
  const testToTrain = hasFolds ? input.testToTrain : null
  return {
    pairs: folds.length,
    difference: differences.reduce((sum, { score }) => sum + score, 0) / differences.length,
    intervals: intervalsOf(differences, all.draws),
    tests: {
      permutation: signFlipTest(foldDifferences, createRandom(input.randomSeed ?? 1, 'statistics signs')),
      mcnemar: mcnemarTest(pairs),
      'corrected-t': testToTrain === null ? null : correctedTTest(sample, testToTrain),
    },
    equivalence: hasFolds && testToTrain === null ? null : practicalEquivalence(sample, testToTrain ?? 0, input.region),
    warnings: comparisonWarnings({ pairs: folds.length, seeds: pairs.length, hasFolds, differences: sample }),
  }
}

function foldPairs({ variant, baseline }: PooledPair): FoldPair[] {
  return variant.runs.map((run, index) => ({ variant: run, baseline: baseline.runs[index]! }))
}

function meansByFold(pairs: readonly FoldPair[], differences: readonly number[]): number[] {
  const byFold = Map.groupBy(differences.keys(), (index) => pairs[index]!.variant.fold)
  return [...byFold.values()].map((rows) => rows.reduce((sum, row) => sum + differences[row]!, 0) / rows.length)
}

/**
 * McNemar's test of each seed, its folds' counts added up for they test different beats, and all seeds' p combined as they
 * stand on the same beats. Null where a run's predictions are not kept.
 */
function mcnemarTest(pairs: readonly PooledPair[]): PValue | null {
  const discordant = pairs.map((pair) => {
    const counts = foldPairs(pair).map(({ variant, baseline }) => {
      const { labels, predicted } = variant
      return labels && predicted && baseline.predicted && countDiscordant(labels, predicted, baseline.predicted)
    })
    return counts.reduce(
      (sum, count) =>
        sum && count && { firstOnly: sum.firstOnly + count.firstOnly, secondOnly: sum.secondOnly + count.secondOnly },
      { firstOnly: 0, secondOnly: 0 },
    )
  })
  const known = discordant.filter((counts) => counts !== null)
  if (known.length < discordant.length) return null
  const fewest = Math.min(...known.map(({ firstOnly, secondOnly }) => firstOnly + secondOnly))
  return { p: combineDependent(known.map(mcnemarP)), method: mcnemarMethod(known.length, fewest) }
}

function mcnemarMethod(seeds: number, fewestDiscordant: number): string {
  const how =
    fewestDiscordant < fewestForChiSquared
      ? `exact below ${fewestForChiSquared} discordant beats, else chi-squared`
      : 'chi-squared with continuity correction'
  if (seeds === 1) return how
  const middle = Math.ceil(seeds / 2)
  return `${how}, each seed by itself; the p of rank ${middle} of ${seeds} times ${Number((seeds / middle).toFixed(2))}`
}
