import type { StudyStatistics, TestResult, VariantStatistics } from '../studyStatistics.ts'
import { adjustHolm } from './adjustHolm.ts'
import { compareWithBaseline, pairRuns, type UnadjustedComparison } from './compareWithBaseline.ts'
import { familyWarning } from './comparisonWarnings.ts'
import { mainEffects } from './mainEffects.ts'
import { poolFolds, type PooledVariant } from './poolFolds.ts'
import { intervalsOf, resampleRuns, type ResampledRuns } from './resampledRuns.ts'
import { defaultResamples, type StatisticsInput } from './statisticsInput.ts'
import { studyWarnings } from './studyWarnings.ts'

/** What a study's statistics say beside its name, part and split. */
export type ComputedStatistics = Pick<StudyStatistics, 'variants' | 'effects' | 'warnings' | 'resamples' | 'persons'>

const testNames = ['permutation', 'mcnemar', 'corrected-t'] as const

/**
 * All statistics of a study's headline macro F1 on one part. Variants without a finished run are left out. Each test is
 * adjusted (Holm) over all comparisons with the baseline by the same test.
 */
export function computeStatistics(input: StatisticsInput): ComputedStatistics {
  const resamples = input.resamples ?? defaultResamples
  const variants = input.variants
    .map((variant) => poolFolds(variant, input.foldsPerRepeat, input.headlineClasses))
    .filter(({ pooled }) => pooled.length > 0)
  const all = resampleRuns(
    variants.flatMap(({ pooled }) => pooled),
    {
      resamples,
      randomSeed: input.randomSeed ?? 1,
      classes: input.headlineClasses,
      mostSeeds: Math.max(0, ...variants.map(({ pooled }) => pooled.length)),
    },
  )
  return {
    variants: compareAll(variants, all, input),
    effects: mainEffects(variants.map(effectVariant)),
    warnings: studyWarnings(input, variants, all.persons),
    resamples,
    persons: all.persons,
  }
}

function compareAll(
  variants: readonly PooledVariant[],
  all: ResampledRuns,
  input: StatisticsInput,
): VariantStatistics[] {
  const baseline = variants.find(({ variant }) => variant.variantId === input.baselineId)
  const comparisons = variants.map((other) =>
    baseline && other !== baseline ? compareWithBaseline(pairRuns(other.pooled, baseline.pooled), all, input) : null,
  )
  const adjusted = adjustAll(comparisons)
  return variants.map(({ variant, pooled }, index) => ({
    variantId: variant.variantId,
    scores: pooled.reduce((sum, { runs }) => sum + runs.length, 0),
    mean: pooled.reduce((sum, { score }) => sum + score, 0) / pooled.length,
    intervals: intervalsOf(
      pooled.map((run) => all.scoreOf(run)),
      all.draws,
    ),
    comparison: adjusted[index] ?? null,
  }))
}

function adjustAll(comparisons: readonly (UnadjustedComparison | null)[]): VariantStatistics['comparison'][] {
  const adjustedOf = Object.fromEntries(
    testNames.map((name) => [name, adjustHolm(comparisons.map((comparison) => comparison?.tests[name]?.p ?? null))]),
  )
  const family = comparisons.filter((comparison) => comparison?.tests.permutation).length
  return comparisons.map((comparison, index) => {
    if (!comparison) return null
    const adjust = (name: (typeof testNames)[number]): TestResult | null => {
      const test = comparison.tests[name]
      const adjustedP = adjustedOf[name]?.[index] ?? null
      return test === null || adjustedP === null ? null : { p: test.p, adjustedP, method: test.method }
    }
    const warning = familyWarning(comparison.pairs, family)
    return {
      ...comparison,
      tests: { permutation: adjust('permutation'), mcnemar: adjust('mcnemar'), 'corrected-t': adjust('corrected-t') },
      warnings: [...comparison.warnings, ...(warning === null ? [] : [warning])],
    }
  })
}

/** Factors are compared by seed: of repeats their mean. */
function effectVariant({ variant: { variantId, factors }, pooled }: PooledVariant) {
  const bySeed = Map.groupBy(pooled, ({ seed }) => seed)
  const scores = [...bySeed].map(([seed, runs]) => ({
    seed,
    value: runs.reduce((sum, { score }) => sum + score, 0) / runs.length,
  }))
  return { variantId, factors, scores }
}
