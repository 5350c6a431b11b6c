import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { ExportOptions } from '../../../electron/shared/studyExport/exportStudyTable.ts'
import { headlineF1 } from '../../../electron/shared/headline.ts'
import { buildStudyTable } from '../../../electron/shared/studyTableBuilder.ts'
import {
  comparedStatistics,
  comparedTable,
  exported,
  foldedTable,
  mixedTable,
  namedTable,
} from '../../support/exportedTable.ts'
import { finishedRun, studyResults, variantResults } from '../../support/studyResults.ts'

const readCsv = (text: string) => Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })

describe('a run', () => {
  const { text } = exported(namedTable, 'csv')
  const { data, errors } = readCsv(text)

  it('is read back as one row, with full precision', () => {
    expect(errors).toEqual([])
    expect(data.map((row) => Number(row['headline_f1']))).toEqual([0.891, 0.893, 0.92, 0.926])
    expect(data.map((row) => Number(row['macro_f1']))).toEqual([0.891, 0.893, 0.92, 0.926])
    expect(data.map((row) => row['seed'])).toEqual(['1', '2', '1', '2'])
    expect(data[0]?.['headline_f1_minus_baseline']).toBe('')
    expect(Number(data[2]?.['headline_f1_minus_baseline'])).toBeCloseTo(0.029, 12)
  })

  it('carries what data it was, and under which licence', () => {
    for (const row of data) {
      expect(row).toMatchObject({
        part: 'test',
        split: 'published',
        split_badge: 'patients overlap',
        data_sha256: namedTable.dataSetSha256,
        licence: 'ODC-By 1.0',
        attribution: 'Moody and Mark 2001.',
        f1_Q: String(namedTable.rows[0]?.runs[0]?.scores.classF1[4]),
      })
      expect(row['published_caveat']).toMatch(/one seed/)
    }
  })

  it('names its fold, and the classes of its headline score', () => {
    const rows = readCsv(exported(foldedTable, 'csv').text).data
    expect(rows.slice(0, 6).map((row) => `${row['seed']} ${row['fold']} of ${row['folds']}`)).toEqual([
      '1 1 of 5',
      '1 2 of 5',
      '1 3 of 5',
      '1 4 of 5',
      '1 5 of 5',
      '2 1 of 5',
    ])
    const [run] = foldedTable.rows[0]!.runs
    expect(rows[0]).toMatchObject({ headline_classes: 'N S V F', variant_scores: '2' })
    expect(Number(rows[0]?.['headline_f1'])).toBe(headlineF1(run!.scores, [0, 1, 2, 3]))
    expect(rows[0]?.['macro_f1']).toBe(String(run!.scores.macroF1))
  })

  it('names the metric of each published score, and the recurrent layers', () => {
    const rows = readCsv(exported(mixedTable, 'csv').text).data
    expect(rows.map((row) => `${row['published_metric']} ${row['published_value']}`)).toEqual([
      'macro-f1 0.892',
      'f1 0.981',
      'accuracy 0.934',
    ])
    expect(rows.map((row) => row['recurrent'])).toEqual(['', 'LSTM 128, 64', ''])
    expect(rows.every((row) => Number(row['macro_f1']) > 0 && Number(row['weighted_f1']) > 0)).toBe(true)
  })

  it('with imported weights is marked', () => {
    const results = variantResults(1, [0.891, 0.893])
    const imported = { ...finishedRun(9, 7, 0.75), isImported: true }
    const table = buildStudyTable(studyResults([{ ...results, finished: [...results.finished, imported] }]))
    const rows = readCsv(exported(table, 'csv').text).data
    expect(rows.map((row) => `${row['seed']} ${row['imported']}`)).toEqual(['1 0', '2 0', '7 1'])
  })

  it('keeps a name from being taken for a formula', () => {
    expect(data[0]?.['variant']).toBe(`'=Model "1", base`)
  })

  it('is not needed for a header', () => {
    const empty = exported(buildStudyTable(studyResults([variantResults(1, [])])), 'csv')
    expect(empty.text.trimEnd().split('\r\n')).toEqual([text.split('\r\n')[0]])
  })
})

describe('a variant', () => {
  const options = { statistics: comparedStatistics, interval: 'both', test: 'permutation' } as const
  const rows = readCsv(exported(comparedTable, 'csv', options).text).data

  it('has its interval and its test in each of its rows', () => {
    const ofModel6 = rows.filter((row) => row['variant'] === 'Model 6')
    expect(ofModel6).toHaveLength(2)
    for (const row of ofModel6) {
      expect(row).toMatchObject({
        interval_method: 'both',
        resamples: '10000',
        persons: '22',
        test: 'permutation',
        test_method: 'exact, 2 of 64 sign changes',
        p: '0.004',
        p_holm: '0.012',
        holm_comparisons: '2',
        equivalence_region: '0.01',
        probability_equivalent: '0.09',
      })
      expect(Number(row['variant_headline_f1'])).toBeCloseTo(0.912, 12)
      expect(Number(row['interval_low'])).toBeCloseTo(0.852, 12)
      expect(Number(row['interval_high'])).toBeCloseTo(0.972, 12)
      expect(Number(row['variant_minus_baseline'])).toBe(0.02)
      expect(Number(row['variant_minus_baseline_low'])).toBeCloseTo(-0.04, 12)
    }
  })

  it('has empty cells where there is no comparison or no test', () => {
    const cells = (name: string) => rows.find((row) => row['variant'] === name)
    expect(cells('Model 1')).toMatchObject({ variant_minus_baseline: '', p: '', p_holm: '', probability_worse: '' })
    expect(cells('Model 11')).toMatchObject({ variant_minus_baseline: '0.031', p: '', p_holm: '', test_method: '' })
  })

  const cellsOf = (fields: Partial<ExportOptions>, name = 'Model 6') =>
    readCsv(exported(comparedTable, 'csv', { ...options, ...fields }).text).data.find((row) => row['variant'] === name)

  it('counts resamples and persons only where its interval has them', () => {
    expect(cellsOf({ interval: 'seeds-t' })).toMatchObject({ resamples: '', persons: '' })
    expect(cellsOf({ interval: 'seeds-bootstrap' })).toMatchObject({ resamples: '4', persons: '' })
    expect(cellsOf({ interval: 'patients' })).toMatchObject({ resamples: '10000', persons: '22' })
    const none = { 'seeds-t': null, 'seeds-bootstrap': null, patients: null, both: null }
    const variants = comparedStatistics.variants.map((variant) => ({ ...variant, intervals: none }))
    expect(cellsOf({ statistics: { ...comparedStatistics, variants } })).toMatchObject({ resamples: '', persons: '' })
  })

  it('counts the drawn resamples where the bootstrap over seeds has too many scores to take all', () => {
    const table = buildStudyTable(studyResults([variantResults(6, Array<number>(9).fill(0.9))]))
    const text = exported(table, 'csv', { ...options, interval: 'seeds-bootstrap' }).text
    expect(readCsv(text).data[0]).toMatchObject({ variant_scores: '9', resamples: '10000' })
  })

  it('has its marks', () => {
    const marks = ['Model 1', 'Model 6', 'Model 9', 'Model 11'].map((name) => cellsOf({}, name)?.['mark'])
    expect(marks).toEqual(['', '*', '≈', ''])
    expect(cellsOf({ test: 'mcnemar' })).toMatchObject({ mark: '***', p_holm: '0.0002' })
  })

  it("has the study's and its own warnings, but for those of a test that is not in the file", () => {
    const ofStudy =
      'Patients of this part are in the training part as well: no score, interval or test here tells how well new patients are classified.'
    const ofMcnemar = "McNemar's test compares how many beats are right, not macro F1."
    const few = 'With 2 pairs the permutation test cannot give a p below 0.5.'
    expect(cellsOf({})?.['warnings']).toBe(`${ofStudy} | ${few}`)
    expect(cellsOf({}, 'Model 1')?.['warnings']).toBe(ofStudy)
    expect(cellsOf({ test: 'mcnemar' }, 'Model 11')?.['warnings']).toBe(
      `${ofStudy} | ${ofMcnemar} | Only one seed is shared with the baseline.`,
    )
    expect(cellsOf({ statistics: null })).toMatchObject({ mark: '', warnings: '' })
  })

  it('has no interval of a method that there are no statistics for', () => {
    const { data } = readCsv(exported(comparedTable, 'csv', { interval: 'patients' }).text)
    expect(data[0]).toMatchObject({ interval_method: 'patients', interval_low: '', resamples: '' })
    const [plain] = readCsv(exported(comparedTable, 'csv').text).data
    expect(Number(plain?.['interval_low'])).toBe(comparedTable.rows[0]?.headline?.interval?.[0])
  })
})
