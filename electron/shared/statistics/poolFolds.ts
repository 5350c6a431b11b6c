import type { ConfusionMatrix } from '../metrics.ts'
import { groupFolds } from './groupFolds.ts'
import { macroF1 } from '../scores/macroF1.ts'
import type { StatisticsRun, StatisticsVariant } from './statisticsInput.ts'

/** The folds of one seed and repeat taken together; without folds, one run. */
export interface PooledRun {
  /** Seed and repeat, and the folds where some are missing: the same for runs that can be paired. */
  key: string
  seed: number
  /** Macro F1 over the headline classes, of all its beats together. */
  score: number
  /** [persons, 25], summed over the folds; null where a fold lacks them or is missing itself. */
  clusterCounts: Int32Array | null
  runs: readonly StatisticsRun[]
}

/** A variant's pooled runs, and how many seeds (and repeats) are left out because folds are missing. */
export interface PooledVariant {
  variant: StatisticsVariant
  pooled: readonly PooledRun[]
  leftOut: number
}

/**
 * Pools the folds of each seed and repeat: they test disjoint persons, so that their counts add up to one confusion matrix of
 * all persons, whose macro F1 is the score (Forman and Scholz 2010: a mean over folds would count each class that a fold
 * lacks as 0). Seeds without all their folds are left out as long as another one has all.
 */
export function poolFolds(
  variant: StatisticsVariant,
  foldsPerRepeat: number,
  classes: readonly number[],
): PooledVariant {
  const { used, leftOut } = groupFolds(variant.runs, foldsPerRepeat)
  const pooled = used.map(({ key, runs, isComplete }): PooledRun => ({
    key: isComplete ? key : `${key}:${runs.map(({ fold }) => fold).join(',')}`,
    seed: runs[0]!.seed,
    score: macroF1(sumMatrices(runs.map(({ confusion }) => confusion)), classes),
    clusterCounts: isComplete ? sumCounts(runs.map(({ clusterCounts }) => clusterCounts)) : null,
    runs,
  }))
  return { variant, pooled, leftOut }
}

/** Counts of several matrices added up. */
export function sumMatrices(matrices: readonly ConfusionMatrix[]): ConfusionMatrix {
  return matrices[0]!.map((row, actual) =>
    row.map((_, predicted) => matrices.reduce((sum, matrix) => sum + matrix[actual]![predicted]!, 0)),
  )
}

function sumCounts(counts: readonly (Int32Array | null)[]): Int32Array | null {
  const [first, ...others] = counts
  if (!first) return null
  const sum = first.slice()
  for (const other of others) {
    if (other?.length !== sum.length) return null
    for (let i = 0; i < sum.length; i++) sum[i]! += other[i]!
  }
  return sum
}
