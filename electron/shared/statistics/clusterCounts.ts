import { classCount } from '../beatClass.ts'

/**
 * A run's confusion counts by person, packed for resampling: of each headline class in turn, for each person, the hits and
 * the labels (beats of the class plus beats predicted to be of it). `values` is [classes, persons, 2].
 */
export interface PackedCounts {
  persons: number
  classes: number
  values: Float64Array
}

const cells = classCount * classCount

/**
 * @param counts [persons, 25] confusion counts, `[actual][predicted]`
 * @param persons the rows that count
 * @param classes the classes whose F1 is averaged
 */
export function packCounts(counts: Int32Array, persons: readonly number[], classes: readonly number[]): PackedCounts {
  const values = new Float64Array(classes.length * persons.length * 2)
  let at = 0
  for (const label of classes)
    for (const person of persons) {
      const row = counts.subarray(person * cells, (person + 1) * cells)
      values[at++] = row[label * classCount + label] ?? 0
      values[at++] = labelsOf(row, label)
    }
  return { persons: persons.length, classes: classes.length, values }
}

/** Beats of the class plus beats predicted to be of it: the denominator of F1. */
function labelsOf(row: Int32Array, label: number): number {
  let sum = 0
  for (let other = 0; other < classCount; other++)
    sum += (row[label * classCount + other] ?? 0) + (row[other * classCount + label] ?? 0)
  return sum
}

/**
 * Macro F1 of persons taken so many times each, as scikit-learn's `f1_score(average='macro', zero_division=0)` of their
 * beats: a class that a resample lacks, and that nothing in it was taken for, counts as F1 = 0. So the statistic is the
 * same function of every resample; leaving the class out would average fewer classes in some than in others.
 *
 * @param times [persons]
 */
export function weightedMacroF1({ persons, classes, values }: PackedCounts, times: Float64Array): number {
  let sum = 0
  let at = 0
  for (let k = 0; k < classes; k++) {
    let hits = 0
    let labels = 0
    for (let person = 0; person < persons; person++) {
      const weight = times[person]!
      hits += weight * values[at]!
      labels += weight * values[at + 1]!
      at += 2
    }
    if (labels > 0) sum += (2 * hits) / labels
  }
  return sum / classes
}
