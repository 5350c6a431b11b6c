import { countConfusion } from '../../electron/shared/metrics.ts'
import type {
  StatisticsInput,
  StatisticsRun,
  StatisticsVariant,
} from '../../electron/shared/statistics/statisticsInput.ts'
import { inferenceFixture } from './inferenceFixture.ts'

/** Two variants of two seeds on the same beats of 14 persons, whose scores SciPy and scikit-learn know. */
export const fixture = inferenceFixture.persons
export const labels = Uint8Array.from(fixture.labels)
export const classes = fixture.classes

function runOf(index: number, seed: number): StatisticsRun {
  const predicted = Uint8Array.from(fixture.predicted[index]!)
  return {
    seed,
    fold: 0,
    confusion: countConfusion(labels, predicted),
    labels,
    predicted,
    clusterCounts: Int32Array.from(fixture.counts[index]!.flat()),
  }
}

/** `depth` is its number. */
export const variantOf = (variantId: number, runs: StatisticsRun[]): StatisticsVariant => ({
  variantId,
  name: `Model ${variantId}`,
  factors: { depth: variantId },
  runs,
})

/** Both, the first as baseline, on separate patients. */
export const input: StatisticsInput = {
  variants: [variantOf(1, [runOf(0, 1), runOf(1, 2)]), variantOf(2, [runOf(2, 1), runOf(3, 2)])],
  baselineId: 1,
  headlineClasses: classes,
  foldsPerRepeat: 1,
  testToTrain: null,
  sharedPersons: 0,
}

/** A run whose F1 of class 0 is `f1`, to three digits: of 1000 beats and 1000 predictions so many are hits. */
export function scored(seed: number, f1: number, fold = 0): StatisticsRun {
  const hits = Math.round(1000 * f1)
  const confusion = Array.from({ length: 5 }, () => new Array<number>(5).fill(0))
  confusion[0]![0] = hits
  confusion[0]![2] = 1000 - hits
  confusion[2]![0] = 1000 - hits
  return { seed, fold, confusion, labels: null, predicted: null, clusterCounts: null }
}

/** Variants of which only F1 of class 0 is known, one score a seed. */
export const scoresOnly = (values: readonly number[][], more: Partial<StatisticsInput> = {}): StatisticsInput => ({
  ...input,
  variants: values.map((scores, index) =>
    variantOf(
      index + 1,
      scores.map((score, seed) => scored(seed + 1, score)),
    ),
  ),
  headlineClasses: [0],
  ...more,
})
