import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import { estimateMean } from '../../../electron/shared/statistics/estimateMean.ts'
import { percentileInterval } from '../../../electron/shared/statistics/quantile.ts'
import { differenceOf, intervalsOf, resampleRuns } from '../../../electron/shared/statistics/resampledRuns.ts'
import { seedsAndPatientsInterval } from '../../../electron/shared/statistics/seedsAndPatientsInterval.ts'
import { drawStudent } from '../../../electron/shared/statistics/studentDraws.ts'
import type { Interval } from '../../../electron/shared/studyStatistics.ts'

const random = createRandom(3, 'made-up runs')
const classes = [0, 1, 2]
const width = (interval: Interval | null) => interval![1] - interval![0]

/** A network's counts on persons of 60 beats, each as hard as `difficulties` says; macro F1 of it in `score`. */
function madeUpRun(seed: number, difficulties: readonly number[], skill: number) {
  const counts = new Int32Array(difficulties.length * 25)
  const confusion = Array.from({ length: 5 }, () => new Array<number>(5).fill(0))
  difficulties.forEach((difficulty, person) => {
    for (let beat = 0; beat < 60; beat++) {
      const label = beat % 3
      const predicted = random.next() < difficulty * skill ? random.nextBelow(3) : label
      counts[person * 25 + label * 5 + predicted]! += 1
      confusion[label]![predicted]! += 1
    }
  })
  const f1 = classes.map((label) => {
    const sum = classes.reduce((all, other) => all + confusion[label]![other]! + confusion[other]![label]!, 0)
    return (2 * confusion[label]![label]!) / sum
  })
  return { key: String(seed), seed, score: f1.reduce((a, b) => a + b, 0) / 3, clusterCounts: counts, runs: [] }
}

describe('the interval over seeds and patients', () => {
  const studies = [2, 3, 5].flatMap((seeds) =>
    [0.05, 0.3, 1].flatMap((seedSpread) => [8, 22].map((persons) => ({ seeds, seedSpread, persons }))),
  )
  it.each(studies)(
    'is not narrower than the wider of its parts: $seeds seeds that differ by $seedSpread, $persons persons',
    ({ seeds, seedSpread, persons }) => {
      for (let trial = 0; trial < 4; trial++) {
        const difficulties = Array.from({ length: persons }, () => 0.5 * random.next() ** 2)
        const variant = () =>
          Array.from({ length: seeds }, (_, seed) =>
            madeUpRun(seed, difficulties, Math.exp(seedSpread * random.nextNormal())),
          )
        const [first, second] = [variant(), variant()]
        const all = resampleRuns([...first, ...second], { resamples: 4000, randomSeed: 1, classes, mostSeeds: seeds })
        const scores = first.map((run) => all.scoreOf(run))
        const differences = scores.map((score, seed) => differenceOf(all.scoreOf(second[seed]!), score))
        for (const each of [scores, differences]) {
          const intervals = intervalsOf(each, all.draws)
          const wider = Math.max(width(intervals['seeds-t']), width(intervals.patients))
          expect(width(intervals.both)).toBeGreaterThan(0.95 * wider)
        }
      }
    },
  )

  it.each([2, 3, 5])("is Student's t of %i seeds where all persons are alike", (seeds) => {
    // Every person is a copy of the first: each resample has the same scores.
    const runs = Array.from({ length: seeds }, (_, seed) => {
      const { clusterCounts, ...run } = madeUpRun(seed, [0.3], 1)
      const copies = Int32Array.from({ length: 12 * 25 }, (_, cell) => clusterCounts[cell % 25]!)
      return { ...run, clusterCounts: copies }
    })
    const all = resampleRuns(runs, { resamples: 10_000, randomSeed: 1, classes, mostSeeds: seeds })
    const intervals = intervalsOf(
      runs.map((run) => all.scoreOf(run)),
      all.draws,
    )
    expect(width(intervals['seeds-t'])).toBeGreaterThan(0)
    expect(Math.abs(width(intervals.both) / width(intervals['seeds-t']) - 1)).toBeLessThan(0.01)
    const middle = (interval: Interval | null) => (interval![0] + interval![1]) / 2
    expect(middle(intervals.both)).toBeCloseTo(middle(intervals['seeds-t']), 9)
  })

  it('is the interval over patients where all seeds are alike', () => {
    const means = Float64Array.from({ length: 2000 }, () => random.nextNormal())
    const seeds = estimateMean([0.5, 0.5, 0.5])
    const found = seedsAndPatientsInterval(seeds, means, drawStudent(2000, createRandom(1)))!
    percentileInterval(means.slice()).forEach((end, index) => expect(found[index]).toBeCloseTo(end, 12))
  })

  it('adds the variances of both up', () => {
    // Normal over persons, Student's t with 29 degrees of freedom over seeds, whose variance is 29 / 27: nearly normal together.
    const seeds = estimateMean(Array.from({ length: 30 }, () => random.nextNormal()))
    const means = Float64Array.from({ length: 20_000 }, () => seeds.mean + 0.2 * random.nextNormal())
    const [low, high] = seedsAndPatientsInterval(seeds, means, drawStudent(20_000, createRandom(1)))!
    const expected = 1.96 * Math.hypot(seeds.sd! * Math.sqrt(29 / 27 / 30), 0.2)
    expect((high - low) / (2 * expected)).toBeGreaterThan(0.97)
    expect((high - low) / (2 * expected)).toBeLessThan(1.03)
    expect(Math.abs((low + high) / 2 - seeds.mean)).toBeLessThan(0.03 * expected)
  })

  it('needs two seeds', () => {
    const means = Float64Array.of(0.8, 0.9)
    expect(seedsAndPatientsInterval(estimateMean([0.85]), means, drawStudent(2, createRandom(1)))).toBeNull()
  })
})
