import { countConfusion } from '../../electron/shared/metrics.ts'
import type { Random } from '../../electron/shared/random.ts'

/** A small study with known persons: predictions of runs on the same beats. */
export interface PersonsCase {
  /** Person of each beat, 0-based. */
  persons: number[]
  labels: number[]
  /** [runs][beats] */
  predicted: number[][]
  /** The classes that count. */
  classes: number[]
}

/** Everything that is computed here and by Python. */
export interface Cases {
  /** Few values each. */
  samples: number[][]
  /** Paired differences over folds, with n_test / n_train. */
  folds: { values: number[]; ratio: number }[]
  discordant: { firstOnly: number; secondOnly: number }[]
  families: number[][]
  persons: PersonsCase
  /** How often each person is in a resample. */
  times: number[][]
}

const classCount = 5

export function drawCases(random: Random): Cases {
  const many = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)
  const normal = (mean: number, sd: number) => mean + sd * random.nextNormal()
  const persons = drawPersons(random, 48)
  return {
    samples: [2, 3, 4, 5, 6, 7, 8, 8].map((n) => many(n, () => normal(0.005, 0.01))),
    folds: many(8, () => {
      const k = 3 + random.nextBelow(8)
      return { values: many(k, () => normal(0.01, 0.02)), ratio: 1 / (k - 1) }
    }),
    discordant: many(30, () => ({ firstOnly: random.nextBelow(60), secondOnly: random.nextBelow(60) })).filter(
      // Of as many on both sides, SciPy's formula makes a chi-squared of 1 / n out of the correction.
      ({ firstOnly, secondOnly }) => firstOnly !== secondOnly,
    ),
    families: many(6, () => many(2 + random.nextBelow(10), () => random.next() ** 2)),
    persons,
    times: many(40, () => {
      const counts = new Array<number>(48).fill(0)
      for (let i = 0; i < 48; i++) counts[random.nextBelow(48)]! += 1
      return counts
    }),
  }
}

/** Persons of different size, mix of classes and difficulty; four runs, of which two each are of one variant. */
export function drawPersons(random: Random, count: number, runs = 4): PersonsCase {
  const persons: number[] = []
  const labels: number[] = []
  const difficulty: number[] = []
  for (let person = 0; person < count; person++) {
    const rare = random.nextBelow(classCount)
    for (let beat = 0; beat < 30 + random.nextBelow(60); beat++) {
      persons.push(person)
      labels.push(random.next() < 0.7 ? 0 : random.next() < 0.6 ? rare : random.nextBelow(classCount))
    }
    difficulty.push(0.4 * random.next() ** 2)
  }
  const predicted = Array.from({ length: runs }, (_, run) =>
    labels.map((label, beat) => {
      const errs = random.next() < difficulty[persons[beat]!]! * (run < runs / 2 ? 1 : 0.8)
      return errs ? random.nextBelow(classCount) : label
    }),
  )
  return { persons, labels, predicted, classes: [0, 1, 2, 4] }
}

/** [persons, 25] counts of one run. */
export function countsByPerson({ persons, labels }: PersonsCase, predicted: readonly number[]): Int32Array {
  const count = 1 + Math.max(...persons)
  const counts = new Int32Array(count * classCount ** 2)
  labels.forEach((label, beat) => (counts[persons[beat]! * 25 + label * classCount + predicted[beat]!]! += 1))
  return counts
}

/** One run as the statistics take it. */
export function runOf(drawn: PersonsCase, predicted: readonly number[], seed: number) {
  return {
    seed,
    fold: 0,
    confusion: countConfusion(drawn.labels, predicted),
    labels: Uint8Array.from(drawn.labels),
    predicted: Uint8Array.from(predicted),
    clusterCounts: countsByPerson(drawn, predicted),
  }
}
