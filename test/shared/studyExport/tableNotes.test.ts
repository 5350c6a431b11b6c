import { describe, expect, it } from 'vitest'
import { rescoredNotes, tableNotes } from '../../../electron/shared/studyExport/tableNotes.ts'
import { reportTable, type ReportOptions } from '../../../electron/shared/studyExport/tableReport.ts'
import type { Comparison } from '../../../electron/shared/studyStatistics.ts'
import type { StudyTable } from '../../../electron/shared/studyTable.ts'
import { buildStudyTable } from '../../../electron/shared/studyTableBuilder.ts'
import {
  comparedStatistics,
  comparedTable,
  exported,
  foldedTable,
  namedTable,
  repeatedTable,
} from '../../support/exportedTable.ts'
import { finishedRun, studyResults, variantResults } from '../../support/studyResults.ts'

const notesOf = (table: StudyTable, options: Partial<ReportOptions> = {}) =>
  tableNotes(reportTable(table, { statistics: null, interval: 'seeds-t', test: 'permutation', ...options })).join('\n')
const compared = (options: Partial<ReportOptions> = {}) =>
  notesOf(comparedTable, { statistics: comparedStatistics, ...options })

/** The made-up statistics with other tests; `place` counts the comparisons. */
const withTests = (change: (tests: Comparison['tests'], place: number) => Partial<Comparison['tests']>) => ({
  ...comparedStatistics,
  variants: comparedStatistics.variants.map((variant, index) => {
    const { comparison } = variant
    if (!comparison) return variant
    return {
      ...variant,
      comparison: { ...comparison, tests: { ...comparison.tests, ...change(comparison.tests, index - 1) } },
    }
  }),
})
/** As if the folds' test had been made. */
const byCorrectedT = withTests((_tests, place) => ({
  'corrected-t': { p: 0.02, adjustedP: 0.06, method: `mean difference of the folds +0.01${place + 1}0` },
}))
/** McNemar's test of the three comparisons by such methods in turn; not made where null. */
const mcnemarOf = (methods: readonly (string | null)[]) =>
  withTests(({ mcnemar }, place) => {
    const method = methods[place % methods.length]
    return { mcnemar: mcnemar && method ? { ...mcnemar, method } : null }
  })

describe('of what was scored', () => {
  it('name split, badge, part, beats and seeds', () => {
    expect(notesOf(comparedTable)).toContain(
      'Scores on the test part of Beats, split: Published (patients overlap); 50 beats (N 10, S 10, V 10, F 10, Q 10).',
    )
    expect(notesOf(comparedTable)).toContain('n = 2 runs per variant, seeds 1, 2: mean ± sample standard deviation.')
  })

  it('say how folds make a score, and which classes it is of', () => {
    const notes = notesOf(foldedTable)
    expect(notes).toContain(
      'split: 5 folds of patients (patients separate), 5 folds in all; 250 beats, each in one fold of a',
    )
    expect(notes).toContain('n = 10 runs per variant, seeds 1, 2 on 5 folds; the folds of a seed are scored together')
    expect(notes).toContain('standard deviation over seeds, n = 2.')
    expect(notes).toContain('The first score is macro F1 of N S V F: of Q there are fewer than 10 beats')
    expect(notes).toContain('Published macro F1 is of all classes, unlike the first score here.')
    expect(notes).toContain('compare with the scores here only where that is the same')
    expect(notesOf(comparedTable)).not.toMatch(/fold|first score|only where/)
  })

  it('name repeats where a seed has several, as n counts them', () => {
    const notes = notesOf(repeatedTable)
    expect(notes).toContain('n = 10 runs per variant, seed 1 on 10 folds; the folds of a seed and repeat are scored')
    expect(notes).toContain('standard deviation over seeds and repeats, n = 2.')
    expect(notes).toContain('to the baseline, paired by seed and repeat.')
  })

  it('give no spread for a single seed', () => {
    const single = buildStudyTable(studyResults([variantResults(1, [0.89]), variantResults(11, [0.92])]))
    expect(notesOf(single)).toContain('n = 1 run per variant, seed 1: a single seed, so no spread is given.')
    expect(exported(single, 'markdown').text).not.toMatch(/±|\| \[/)
  })

  it('give the range of n, and each variant its own', () => {
    const table = buildStudyTable(
      studyResults([variantResults(1, [0.89, 0.9, 0.91]), variantResults(11, [0.92, 0.93])]),
    )
    expect(notesOf(table)).toContain('n = 2 to 3 runs per variant, seeds 1, 2, 3:')
    const { text } = exported(table, 'markdown')
    expect(text).toContain('| n | Macro F1 |')
    expect(text).toContain('| 381,893 | 3 | 0.900 ± 0.010 |')
    expect(text).toContain('| 34,117 | 2 | **0.925** ± 0.007 |')
  })
})

describe('of statistics', () => {
  it('say how the interval was made, over how many resamples and persons, and what it covers', () => {
    expect(compared()).toContain(
      "95 % intervals of means and differences: Student's t over seeds. They cover the chance of",
    )
    expect(compared({ interval: 'seeds-bootstrap' })).toContain('bootstrap over seeds, all resamples there are.')
    expect(compared({ interval: 'patients' })).toContain(
      'bootstrap over patients, 10,000 resamples of 22 persons with all their beats. They cover the choice of patients',
    )
    expect(compared({ interval: 'both' })).toContain(
      "over seeds and patients: 10,000 resamples of 22 persons with all their beats, in each of which Student's t over seeds is drawn from",
    )
  })

  it('count repeats with the seeds in intervals, and say what they then cover', () => {
    const of = (interval: ReportOptions['interval'], statistics: ReportOptions['statistics'] = comparedStatistics) =>
      notesOf(repeatedTable, { interval, statistics })
    expect(of('seeds-t')).toContain("Student's t over seeds and repeats. Each repeat of a seed counts as one more")
    expect(of('seeds-t')).toContain('how these patients are dealt into folds, not new patients')
    expect(of('seeds-t')).not.toContain('on this one split')
    expect(of('seeds-bootstrap')).toContain('percentile bootstrap over seeds and repeats, all resamples there are.')
    expect(of('both')).toContain("in each of which Student's t over seeds and repeats is drawn from")
    expect(of('both', null)).toContain('No 95 % intervals over seeds, repeats and patients: of this part only')
    expect(notesOf(foldedTable)).toContain("Student's t over seeds. They cover the chance of training on this one")
  })

  it('say for which variants there is no interval, and where for none', () => {
    const none = { 'seeds-t': null, 'seeds-bootstrap': null, patients: null, both: null }
    const variants = comparedStatistics.variants.map((variant) =>
      variant.variantId === 9 ? { ...variant, intervals: none } : variant,
    )
    const statistics = { ...comparedStatistics, variants }
    expect(notesOf(comparedTable, { statistics })).toContain('not new patients. None for Model 9.')
    const without = variants.map((variant) => ({ ...variant, intervals: none }))
    expect(notesOf(comparedTable, { statistics: { ...statistics, variants: without }, interval: 'both' })).toContain(
      'No 95 % intervals over seeds and patients could be made.',
    )
    expect(notesOf(comparedTable, { interval: 'patients' })).toContain(
      "No 95 % intervals over patients: of this part only those by Student's t over seeds are made.",
    )
  })

  it('name the test, the comparisons that Holm adjusted over, the marks and the region', () => {
    const notes = compared()
    expect(notes).toContain(
      'p: two-sided, by the sign-flip permutation test of the paired differences. It could not be made for Model 11.',
    )
    expect(notes).toContain('* p < 0.05, ** p < 0.01, *** p < 0.001, after Holm over 2 comparisons with the baseline')
    expect(notes).toContain(
      '≈ practically equivalent to the baseline: probability above 0.95 of a difference within ±0.01',
    )
    expect(compared({ test: 'mcnemar' })).toContain("by McNemar's test of how many beats are right, not of macro F1.")
    expect(compared({ test: 'mcnemar' })).toContain('Holm over 3 comparisons')
  })

  it("say that p is of the folds' own scores, beside a difference of pooled ones", () => {
    const options = { statistics: comparedStatistics, test: 'permutation' } as const
    const sentence =
      "This p is of the mean difference of the folds' own scores, not of Δ baseline, which is of the folds scored together"
    expect(notesOf(foldedTable, options)).toContain(`of the paired differences. ${sentence}`)
    expect(notesOf(foldedTable, options)).toContain("(Bayesian correlated t-test of the folds' own scores)")
    expect(notesOf(foldedTable, { ...options, test: 'mcnemar' })).not.toContain('This p')
    expect(compared()).not.toContain('own scores')
    expect(notesOf(foldedTable, { statistics: byCorrectedT, test: 'corrected-t' })).toContain(
      `over folds (Nadeau and Bengio 2003). ${sentence}`,
    )
  })

  it("print the folds' own mean difference where the statistics tell it", () => {
    const notes = notesOf(foldedTable, { statistics: byCorrectedT, test: 'corrected-t' })
    expect(notes).toContain(
      'nor of one sign. How it was made: Model 6: mean difference of the folds +0.0110; Model 9: ',
    )
  })

  it("say how McNemar's test was made, in the words of the statistics, in every format with notes", () => {
    const options = { statistics: mcnemarOf(['exact; the largest p of 3 seeds']), test: 'mcnemar' } as const
    expect(compared(options)).toContain('not of macro F1. How it was made: exact; the largest p of 3 seeds.')
    for (const format of ['markdown', 'html', 'latex', 'json'] as const)
      expect(exported(comparedTable, format, options).text).toContain('exact; the largest p of 3 seeds')
    expect(compared({ ...options, statistics: mcnemarOf(['exact', 'chi-squared', 'exact']) })).toContain(
      'How it was made: Model 6, Model 11: exact; Model 9: chi-squared.',
    )
    const untested = { ...comparedTable, rows: comparedTable.rows.slice(0, 2) }
    const statistics = mcnemarOf([null, 'exact', 'exact'])
    expect(notesOf(untested, { ...options, statistics })).toContain(
      'not of macro F1. It could not be made for Model 6.',
    )
  })

  it('say so where the test could not be made, and then explain no stars', () => {
    const notes = compared({ test: 'corrected-t' })
    expect(notes).toContain('p: the corrected resampled t-test over folds (Nadeau and Bengio 2003) could not be made')
    expect(notes).not.toContain('** p')
    expect(notes).toContain('≈ practically equivalent')
  })

  it('speak of no test where nothing was compared', () => {
    expect(notesOf(comparedTable)).not.toMatch(/two-sided|Holm|equivalent/)
  })

  it('warn in the words of the statistics, once for all that a warning is of', () => {
    const notes = compared()
    expect(notes).toContain('Patients of this part are in the training part as well: no score')
    expect(notes).toContain('Model 6, Model 9: With 2 pairs the permutation test cannot give a p below 0.5.')
    expect(notes).toContain('Model 11: Only one seed is shared with the baseline.')
    expect(notes).not.toContain("McNemar's")
    const [first, ...others] = comparedStatistics.variants
    const same = others.map((other) => ({ ...other, comparison: { ...other.comparison!, warnings: ['Few.'] } }))
    const statistics = { ...comparedStatistics, variants: [first!, ...same] }
    expect(notesOf(comparedTable, { statistics })).toContain('All comparisons: Few.')
  })
})

describe('of runs', () => {
  it('name those with imported weights, with their score', () => {
    const results = variantResults(1, [0.891, 0.893])
    const imported = { ...finishedRun(9, 7, 0.75), isImported: true }
    const table = buildStudyTable(studyResults([{ ...results, finished: [...results.finished, imported] }]))
    expect(notesOf(table)).toContain(
      'Scored with imported weights, not trained here, and so in none of the means: Model 1, seed 7: macro F1 0.750.',
    )
    expect(notesOf(table)).toContain('n = 2 runs per variant, seeds 1, 2: ')
  })

  it('name those that were trained on and scored again', () => {
    const results = variantResults(1, [0.891, 0.893])
    const finished = results.finished.map((run, index) => ({
      ...run,
      scores: { ...run.scores, timesScored: 1 + index },
    }))
    const again = buildStudyTable(studyResults([{ ...results, finished }]))
    expect(rescoredNotes(again)).toEqual(['Scored again after training on: Model 1, seed 2: 2 times.'])
    expect(notesOf(again)).toContain(rescoredNotes(again)[0])
    expect(rescoredNotes(namedTable)).toEqual([])
    expect(rescoredNotes({ ...again, foldCount: 5 })[0]).toContain('seed 2, fold 1 of 5: 2 times')
  })

  it('count later looks, and say that a sample does not compare with published values', () => {
    const results = studyResults([variantResults(1, [0.4])])
    results.variants[0]!.finished[0]!.scores.looks = 15
    const sample = buildStudyTable({ ...results, split: { ...results.split, key: 'sample' } })
    for (const format of ['markdown', 'latex', 'json', 'html'] as const) {
      const { text } = exported(sample, format)
      expect(text).toContain('after scoring: Model 1 (15)')
      expect(text).toContain('The two do not compare')
      expect(exported(namedTable, format).text).not.toMatch(/after scoring|do not compare/)
    }
  })
})
