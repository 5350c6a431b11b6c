import { createRandom } from '../random.ts'
import type { Comparison, Disagreement } from '../studyStatistics.ts'
import { comparisonWarnings } from './comparisonWarnings.ts'
import { correctedTTest } from './correctedTTest.ts'
import { macroF1 } from '../scores/macroF1.ts'
import { mcnemarOfSeeds } from './mcnemarOfSeeds.ts'
import { countDiscordant } from './mcnemarTest.ts'
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
  const disagreement = disagreements(pairs)
  return {
    pairs: folds.length,
    difference: differences.reduce((sum, { score }) => sum + score, 0) / differences.length,
    intervals: intervalsOf(differences, all.draws),
    tests: {
      permutation: signFlipTest(foldDifferences, createRandom(input.randomSeed ?? 1, 'statistics signs')),
      mcnemar: disagreement && mcnemarOfSeeds(disagreement),
      'corrected-t': testToTrain === null ? null : correctedTTest(sample, testToTrain),
    },
    equivalence: hasFolds && testToTrain === null ? null : practicalEquivalence(sample, testToTrain ?? 0, input.region),
    ...(disagreement ? { disagreement } : {}),
    warnings: comparisonWarnings({
      pairs: folds.length,
      seeds: pairs.length,
      hasFolds,
      differences: sample,
      disagreement,
    }),
  }
}

function foldPairs({ variant, baseline }: PooledPair): FoldPair[] {
  return variant.runs.map((run, index) => ({ variant: run, baseline: baseline.runs[index]! }))
}

function meansByFold(pairs: readonly FoldPair[], differences: readonly number[]): number[] {
  const byFold = Map.groupBy(differences.keys(), (index) => pairs[index]!.variant.fold)
  return [...byFold.values()].map((rows) => rows.reduce((sum, row) => sum + differences[row]!, 0) / rows.length)
}

/** On which beats both are right, of each seed; a seed's folds test different beats. Null where a run's predictions are not kept. */
function disagreements(pairs: readonly PooledPair[]): Disagreement[] | null {
  const counted = pairs.map((pair) => {
    const folds = foldPairs(pair).map(disagreementOf)
    return folds.every((fold) => fold !== null) ? folds.reduce(addDisagreement) : null
  })
  return counted.every((seed) => seed !== null) ? counted : null
}

function disagreementOf({ variant, baseline }: FoldPair): Disagreement | null {
  const { labels, predicted, seed } = variant
  if (!labels || !predicted || !baseline.predicted) return null
  const { firstOnly, secondOnly } = countDiscordant(labels, predicted, baseline.predicted)
  const bothRight = predicted.reduce((sum, label, beat) => sum + (label === labels[beat] ? 1 : 0), 0) - firstOnly
  const bothWrong = labels.length - bothRight - firstOnly - secondOnly
  return { seed, bothRight, variantOnly: firstOnly, baselineOnly: secondOnly, bothWrong }
}

function addDisagreement(a: Disagreement, b: Disagreement): Disagreement {
  return {
    seed: a.seed,
    bothRight: a.bothRight + b.bothRight,
    variantOnly: a.variantOnly + b.variantOnly,
    baselineOnly: a.baselineOnly + b.baselineOnly,
    bothWrong: a.bothWrong + b.bothWrong,
  }
}
