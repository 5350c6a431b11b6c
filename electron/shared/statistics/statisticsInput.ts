import type { ConfusionMatrix } from '../metrics.ts'
import type { Factors } from './factorColumns.ts'

/** One finished run's outcome on the part that the statistics are of. */
export interface StatisticsRun {
  seed: number
  /** 0-based over all repeats, those of the first repeat first; 0 where the split has no folds. */
  fold: number
  confusion: ConfusionMatrix
  /**
   * True and predicted classes of the part's beats, in the order of its rows; null where they are not kept. Runs on the same
   * fold may share the array of labels: a structured clone then carries it once.
   */
  labels: Uint8Array | null
  predicted: Uint8Array | null
  /**
   * [persons, 25] confusion counts by person, `[actual][predicted]`: the same persons in the same order for all runs, also
   * those without beats in this fold; null where persons are not known.
   */
  clusterCounts: Int32Array | null
}

export interface StatisticsVariant {
  variantId: number
  name: string
  /** See `designFactors`. */
  factors: Factors
  runs: readonly StatisticsRun[]
}

/** All that the statistics of a study are made from: plain data and arrays, so that it can be sent to a worker. */
export interface StatisticsInput {
  /** In the order of the study. */
  variants: readonly StatisticsVariant[]
  baselineId: number | null
  headlineClasses: readonly number[]
  /** Folds of one repeat; 1 where the split has no folds. */
  foldsPerRepeat: number
  /** Beats of a fold's test part over those of its training part; null where the split has no folds. */
  testToTrain: number | null
  /** Persons of this part who have beats in the training part as well; null where the data names no persons. */
  sharedPersons: number | null
  /** 10,000 unless told. */
  resamples?: number
  /** Of all draws; 1 unless told: the same input gives the same numbers everywhere. */
  randomSeed?: number
  /** Half width of the region of practical equivalence, 0.01 unless told. */
  region?: number
}

export const defaultResamples = 10_000
