import { describe, expect, it } from 'vitest'
import { countConfusion } from '../../../electron/shared/metrics.ts'
import { correctedTTest } from '../../../electron/shared/statistics/correctedTTest.ts'
import { countDiscordant, mcnemarTails } from '../../../electron/shared/statistics/mcnemarTest.ts'
import { practicalEquivalence } from '../../../electron/shared/statistics/practicalEquivalence.ts'
import { computeStatistics } from '../../../electron/shared/statistics/computeStatistics.ts'
import type { StatisticsInput, StatisticsRun } from '../../../electron/shared/statistics/statisticsInput.ts'
import { studyStatisticsSchema } from '../../../electron/shared/studyStatistics.ts'
import { statisticsFixture } from '../../support/statisticsFixture.ts'
import { classes, fixture, input, labels, scored, scoresOnly, variantOf } from '../../support/statisticsStudy.ts'

describe('computeStatistics', () => {
  const found = computeStatistics(input)

  it('fills the form that a study shows, also after a structured clone', () => {
    const study = {
      studyId: 1,
      part: 'test',
      badge: { text: 'patients separate', tone: 'success' },
      headlineClasses: classes,
    }
    expect(studyStatisticsSchema.parse({ ...study, ...found })).toEqual({ ...study, ...found })
    expect(computeStatistics(structuredClone(input))).toEqual(found)
    expect(found).toMatchObject({ resamples: 10_000, persons: 14 })
  })

  it("has SciPy's intervals over patients, and those with Student's t over seeds, within Monte Carlo error", () => {
    const [baseline, variant] = found.variants
    const pairs = [
      [baseline!.intervals, fixture.intervals.baseline],
      [variant!.intervals, fixture.intervals.variant],
      [variant!.comparison!.intervals, fixture.intervals.difference],
    ] as const
    for (const [ours, theirs] of pairs)
      for (const method of ['patients', 'both'] as const)
        theirs[method].forEach((end, index) => {
          // 10,000 and 40,000 draws: a 2.5 % quantile has a standard error of some 0.03 standard deviations, a quarter of the width.
          const width = theirs[method][1] - theirs[method][0]
          expect(Math.abs(ours[method]![index]! - end), method).toBeLessThan(0.04 * width)
        })
  })

  it("has SciPy's t interval over seeds of the paired difference", () => {
    const { baseline, variant, difference } = statisticsFixture.paired
    const { comparison } = computeStatistics(scoresOnly([baseline, variant])).variants[1]!
    expect(comparison!.difference).toBeCloseTo(difference.mean, 12)
    expect(comparison!.intervals['seeds-t']![0]).toBeCloseTo(difference.interval[0], 9)
    expect(comparison!.intervals['seeds-t']![1]).toBeCloseTo(difference.interval[1], 9)
    expect(comparison!.pairs).toBe(5)
    expect(comparison!.tests.permutation).toEqual({
      p: 1 / 16,
      adjustedP: 1 / 16,
      method: 'exact, 2 of 32 sign changes',
    })
  })

  it('gives the same numbers each time, and others for another seed of the draws', () => {
    expect(computeStatistics(input)).toEqual(found)
    const other = computeStatistics({ ...input, randomSeed: 2 })
    expect(other.variants[0]!.intervals.patients).not.toEqual(found.variants[0]!.intervals.patients)
    expect(other.variants[0]!.mean).toBe(found.variants[0]!.mean)
  })

  it('adjusts each test over the comparisons by it (Holm)', () => {
    const base = [0.8, 0.81, 0.82, 0.83, 0.84, 0.85]
    const better = base.map((value, index) => value + 0.01 + index / 500)
    const mixed = base.map((value, index) => value + (index % 2 ? 0.01 : -0.009))
    const { variants } = computeStatistics(scoresOnly([base, better, mixed]))
    const [, first, second] = variants.map(({ comparison }) => comparison?.tests.permutation)
    expect(first).toMatchObject({ p: 1 / 32, adjustedP: 1 / 16 })
    expect(second!.p).toBeGreaterThan(0.5)
    expect(second!.adjustedP).toBe(second!.p)
  })

  it('pairs the seeds that both have, whatever their order', () => {
    const variants = [
      variantOf(1, [scored(3, 0.7), scored(1, 0.5)]),
      variantOf(2, [scored(1, 0.6), scored(2, 0.9), scored(3, 0.9)]),
    ]
    const { comparison } = computeStatistics({ ...scoresOnly([]), variants }).variants[1]!
    expect(comparison).toMatchObject({ pairs: 2 })
    expect(comparison!.difference).toBeCloseTo(0.15, 12)
  })

  it('compares nothing without a baseline, or without a shared seed, and leaves variants without runs out', () => {
    expect(computeStatistics({ ...input, baselineId: null }).variants.map(({ comparison }) => comparison)).toEqual([
      null,
      null,
    ])
    const variants = [variantOf(1, [scored(1, 0.7)]), variantOf(2, [scored(2, 0.6)]), variantOf(3, [])]
    const apart = computeStatistics({ ...scoresOnly([]), variants })
    expect(apart.variants.map(({ variantId, comparison }) => [variantId, comparison])).toEqual([
      [1, null],
      [2, null],
    ])
    expect(computeStatistics({ ...input, variants: [] })).toMatchObject({ variants: [], effects: [], persons: null })
  })

  it('says null where there is too little: one seed, no persons', () => {
    const [, one] = computeStatistics(scoresOnly([[0.8], [0.9]])).variants
    expect(one!.intervals).toEqual({ 'seeds-t': null, 'seeds-bootstrap': null, patients: null, both: null })
    expect(one!.comparison!.tests).toEqual({ permutation: null, mcnemar: null, 'corrected-t': null })
    expect(one!.comparison!.equivalence).toBeNull()
    expect(one!.comparison!.warnings).toHaveLength(1)
  })
})

describe('computeStatistics of folds', () => {
  /** Persons 0-4, 5-9 and 10-13 as folds of one repeat: the whole as it was, in three runs. */
  const foldOf = (person: number) => Math.min(2, Math.floor(person / 5))
  const persons = fixture.counts[0]!.map((_, person) => person)

  function foldRuns(index: number, seed: number): StatisticsRun[] {
    return [0, 1, 2].map((fold) => {
      const counts = persons.flatMap((person) =>
        foldOf(person) === fold ? fixture.counts[index]![person]! : new Array<number>(25).fill(0),
      )
      const confusion = [0, 1, 2, 3, 4].map((actual) =>
        [0, 1, 2, 3, 4].map((predicted) =>
          counts.reduce((sum, count, cell) => sum + (cell % 25 === actual * 5 + predicted ? count : 0), 0),
        ),
      )
      return { seed, fold, confusion, labels: null, predicted: null, clusterCounts: Int32Array.from(counts) }
    })
  }

  const folded: StatisticsInput = {
    ...input,
    variants: [
      variantOf(1, [...foldRuns(0, 1), ...foldRuns(1, 2)]),
      variantOf(2, [...foldRuns(2, 1), ...foldRuns(3, 2)]),
    ],
    foldsPerRepeat: 3,
    testToTrain: 0.5,
  }

  it('pools the folds of a seed into one matrix: score and intervals are those of the beats together', () => {
    const whole = computeStatistics(input)
    const parts = computeStatistics(folded)
    parts.variants.forEach(({ mean, intervals, scores, comparison }, index) => {
      expect(mean).toBeCloseTo(whole.variants[index]!.mean, 12)
      expect(intervals).toEqual(whole.variants[index]!.intervals)
      expect(scores).toBe(6)
      expect(comparison?.intervals).toEqual(whole.variants[index]!.comparison?.intervals)
    })
    expect(parts.variants[1]!.comparison!.pairs).toBe(6)
  })

  it('tests folds with the corrected t, each once, its seeds averaged', () => {
    const base = [0.7, 0.8, 0.75]
    const gains = [
      [0.02, 0.04, 0.01],
      [0.04, 0, 0.05],
    ]
    const runs = (gainOf: (seed: number, fold: number) => number) =>
      [0, 1].flatMap((seed) => base.map((score, fold) => scored(seed, score + gainOf(seed, fold), fold)))
    const variants = [
      variantOf(
        1,
        runs(() => 0),
      ),
      variantOf(
        2,
        runs((seed, fold) => gains[seed]![fold]!),
      ),
    ]
    const { comparison } = computeStatistics({ ...folded, headlineClasses: [0], variants }).variants[1]!
    const byFold = [0.03, 0.02, 0.03]
    expect(comparison!.tests['corrected-t']!.p).toBeCloseTo(correctedTTest(byFold, 0.5)!.p, 9)
    expect(comparison!.equivalence!.better).toBeCloseTo(practicalEquivalence(byFold, 0.5)!.better, 9)
    const unknown = computeStatistics({ ...folded, headlineClasses: [0], variants, testToTrain: null }).variants[1]!
    expect(unknown.comparison).toMatchObject({ equivalence: null, tests: { 'corrected-t': null } })
  })

  it("adds McNemar's counts of folds up, and takes the weakest seed", () => {
    const parts = (index: number, seed: number): StatisticsRun[] =>
      [0, 1, 2].map((fold) => {
        const isOf = (_: number, beat: number) => beat % 3 === fold
        const ofFold = labels.filter(isOf)
        const predicted = Uint8Array.from(fixture.predicted[index]!).filter(isOf)
        return {
          seed,
          fold,
          confusion: countConfusion(ofFold, predicted),
          labels: ofFold,
          predicted,
          clusterCounts: null,
        }
      })
    const variants = [variantOf(1, [...parts(0, 1), ...parts(1, 2)]), variantOf(2, [...parts(2, 1), ...parts(3, 2)])]
    const tails = [0, 1].map((seed) =>
      mcnemarTails(
        countDiscordant(
          labels,
          Uint8Array.from(fixture.predicted[2 + seed]!),
          Uint8Array.from(fixture.predicted[seed]!),
        ),
      ),
    )
    const expected = 2 * Math.max(...tails.map(({ firstMore }) => firstMore))
    expect(expected).toBeLessThan(1)
    for (const study of [input, { ...folded, variants }])
      expect(computeStatistics(study).variants[1]!.comparison!.tests.mcnemar!.p).toBeCloseTo(expected, 12)
    const rightIn = (index: number, beat: number) => fixture.predicted[index]![beat] === labels[beat]
    const count = (seed: number, variant: boolean, baseline: boolean) =>
      labels.filter((_, beat) => rightIn(2 + seed, beat) === variant && rightIn(seed, beat) === baseline).length
    const disagreement = [0, 1].map((seed) => ({
      seed: seed + 1,
      bothRight: count(seed, true, true),
      variantOnly: count(seed, true, false),
      baselineOnly: count(seed, false, true),
      bothWrong: count(seed, false, false),
    }))
    for (const study of [input, { ...folded, variants }])
      expect(computeStatistics(study).variants[1]!.comparison!.disagreement).toEqual(disagreement)
  })

  it('takes each fold of each seed as a pair of the permutation test', () => {
    const { comparison } = computeStatistics(folded).variants[1]!
    expect(comparison!.tests['corrected-t']!.method).toContain('with 2 degrees of freedom, variance times 1/n + 0.500')
    expect(comparison!.tests.permutation!.method).toMatch(/of 64 sign changes$/)
  })

  it('leaves a seed out that lacks folds, and says so; without any other it stands for itself', () => {
    const lacking = foldRuns(1, 2).slice(0, 2)
    const both = computeStatistics({ ...folded, variants: [variantOf(1, [...foldRuns(0, 1), ...lacking])] })
    expect(both.variants[0]!.scores).toBe(3)
    expect(both.warnings.join(' ')).toContain('Seeds that have not all their folds yet are left out, of Model 1.')
    const alone = computeStatistics({ ...folded, variants: [variantOf(1, lacking)] })
    expect(alone.variants[0]).toMatchObject({ scores: 2, intervals: { patients: null, both: null } })
    expect(alone.persons).toBeNull()
  })

  it('keeps repeats apart: folds 3 to 5 are a second set of all persons', () => {
    const second = foldRuns(1, 1).map((run) => ({ ...run, fold: run.fold + 3 }))
    const repeated = computeStatistics({ ...folded, variants: [variantOf(1, [...foldRuns(0, 1), ...second])] })
    expect(repeated.variants[0]!.mean).toBeCloseTo(computeStatistics(input).variants[0]!.mean, 12)
    expect(repeated.persons).toBe(14)
  })
})
