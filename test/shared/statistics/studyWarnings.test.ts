import { describe, expect, it } from 'vitest'
import { computeStatistics } from '../../../electron/shared/statistics/computeStatistics.ts'
import type { StatisticsInput, StatisticsRun } from '../../../electron/shared/statistics/statisticsInput.ts'
import { fixture, input, scoresOnly } from '../../support/statisticsStudy.ts'

describe('studyWarnings and comparisonWarnings', () => {
  const warningsOf = (values: readonly number[][], more: Partial<StatisticsInput> = {}) => {
    const { warnings, variants } = computeStatistics(scoresOnly(values, more))
    return { study: warnings.join('\n'), comparison: variants[1]?.comparison?.warnings.join('\n') ?? '' }
  }
  const six = [0.8, 0.81, 0.82, 0.83, 0.84, 0.85]
  const others = (count: number) =>
    Array.from({ length: count }, (_, k) => six.map((value, i) => value + (k + i) / 100))

  it('says that one seed tells nothing of chance', () => {
    const { study, comparison } = warningsOf([[0.8], [0.9]])
    expect(study).toContain('One seed a variant')
    expect(comparison).toContain('Only one seed is shared')
    expect(warningsOf([six, [0.9]]).study).toContain('Only one seed of Model 2')
  })

  it('says that five pairs cannot give a p below 0.0625, but not of six', () => {
    const five = six.slice(1)
    expect(warningsOf([five, five.map((value, index) => value + index / 100)]).comparison).toBe(
      'With 5 pairs the permutation test cannot give a p below 0.063, however large the difference: 6 pairs are needed for 0.05.',
    )
    expect(warningsOf([six, ...others(1)]).comparison).toBe('')
  })

  it('says where the number of comparisons alone rules a finding out', () => {
    expect(warningsOf([six, ...others(3)]).comparison).toContain('0.031, becomes 0.094 when adjusted for 3 comparisons')
  })

  it('says that the best of more variants than seeds looks better than it is', () => {
    expect(warningsOf([six, ...others(6)]).study).toContain('7 variants stand beside 6 seeds')
    expect(warningsOf([six, ...others(5)]).study).not.toContain('stand beside')
  })

  it('says whose patients the scores are of', () => {
    expect(warningsOf([six], { sharedPersons: 14 }).study).toContain('how well new patients')
    expect(computeStatistics({ ...input, sharedPersons: 1 }).warnings).toContain(
      '1 of the 14 patients is in the training part as well, the others are new.',
    )
    expect(warningsOf([six], { sharedPersons: null }).study).toContain('does not say which beats are of one patient')
    expect(warningsOf([six], { sharedPersons: 0 }).study).not.toContain('training')
  })

  it('says where persons are few, and where a class is of few of them', () => {
    const { warnings } = computeStatistics(input)
    expect(warnings.join('\n')).not.toContain('Only 14 patients')
    expect(warnings.join('\n')).toMatch(/Class Q is of \d of 14 patients: \d+ % of the resamples/)
    const eight = (run: StatisticsRun) => ({ ...run, clusterCounts: run.clusterCounts!.slice(0, 8 * 25) })
    const variants = input.variants.map((variant) => ({ ...variant, runs: variant.runs.map(eight) }))
    const few = computeStatistics({ ...input, variants })
    expect(few.persons).toBe(8)
    expect(few.warnings.join('\n')).toContain('Only 8 patients')
  })

  it('says where a headline class has few beats', () => {
    const { warnings } = computeStatistics(input)
    const beats = fixture.labels.filter((label) => label === 1).length
    const isFew = beats < 50
    expect(warnings.some((text) => text.startsWith(`Class S has only ${beats} beats`))).toBe(isFew)
    expect(computeStatistics({ ...input, headlineClasses: [0, 3] }).warnings.join()).toMatch(
      /Class F has only \d+ beats/,
    )
  })

  it("says what McNemar's test takes for granted, or why there is none", () => {
    expect(computeStatistics(input).warnings.join()).toContain('they are of 14 patients')
    expect(warningsOf([six, ...others(1)]).study).toContain("No McNemar test where a run's predictions are not kept.")
  })

  it('says where seeds disagree whether the variant has more beats right, and finds no difference then', () => {
    const [baseline, variant] = input.variants
    const swapped = [
      { ...baseline!, runs: [baseline!.runs[0]!, variant!.runs[1]!] },
      { ...variant!, runs: [variant!.runs[0]!, baseline!.runs[1]!] },
    ].map(({ runs, ...rest }) => ({ ...rest, runs: runs.map((run, index) => ({ ...run, seed: index + 1 })) }))
    const { comparison } = computeStatistics({ ...input, variants: swapped }).variants[1]!
    expect(comparison!.warnings).toContain('McNemar: the variant has more beats right in 1 of 2 seeds, fewer in 1.')
    expect(comparison!.tests.mcnemar!.p).toBe(1)
    expect(computeStatistics(input).variants[1]!.comparison!.warnings.join()).not.toContain('McNemar')
  })
})
