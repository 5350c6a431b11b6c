import { describe, expect, it } from 'vitest'
import { buildStudyTable } from '../../electron/shared/studyTableBuilder.ts'
import { studyTableSchema } from '../../electron/shared/studyTable.ts'
import { statisticsFixture } from '../support/statisticsFixture.ts'
import { finishedRun, presetResults, studyResults, variantResults } from '../support/studyResults.ts'

const { paired, means } = statisticsFixture

function tableOfFixture() {
  return buildStudyTable(studyResults([variantResults(1, paired.baseline), variantResults(11, paired.variant)]))
}

describe('buildStudyTable', () => {
  it('gives each variant mean, sd and t interval over its seeds, as SciPy has them', () => {
    const [baseline, variant] = tableOfFixture().rows
    expect(baseline?.macroF1?.mean).toBeCloseTo(means[0]?.mean ?? NaN, 12)
    expect(variant?.macroF1?.sd).toBeCloseTo(means[1]?.sd ?? NaN, 12)
    expect(variant?.macroF1?.interval?.[0]).toBeCloseTo(means[1]?.interval[0] ?? NaN, 9)
  })

  it('pairs differences to the baseline by seed', () => {
    const [baseline, variant] = tableOfFixture().rows
    expect(baseline?.difference).toBeNull()
    expect(baseline?.isBaseline).toBe(true)
    expect(variant?.difference?.mean).toBeCloseTo(paired.difference.mean, 12)
    expect(variant?.difference?.interval?.[1]).toBeCloseTo(paired.difference.interval[1], 9)
    variant?.runs.forEach(({ difference }, index) =>
      expect(difference).toBeCloseTo(paired.difference.values[index] ?? NaN, 12),
    )
  })

  it('takes only the seeds that both have', () => {
    const table = buildStudyTable(
      studyResults([
        { ...variantResults(1, []), finished: [finishedRun(1, 2, 0.9)] },
        { ...variantResults(11, []), finished: [finishedRun(3, 3, 0.95), finishedRun(2, 2, 0.92)] },
      ]),
    )
    const variant = table.rows[1]
    expect(variant?.difference).toMatchObject({ n: 1, sd: null })
    expect(variant?.difference?.mean).toBeCloseTo(0.02, 12)
    expect(variant?.runs.map(({ seed }) => seed)).toEqual([2, 3])
    expect(variant?.runs[1]?.difference).toBeNull()
  })

  it('counts imported runs in nothing, and lists them apart', () => {
    const imported = { ...finishedRun(9, 2, 0.5), isImported: true }
    const alone = [variantResults(1, [0.9, 0.91]), variantResults(11, [0.92])]
    const [, variant] = buildStudyTable(studyResults(alone)).rows
    const table = buildStudyTable(
      studyResults(alone.map((results) => ({ ...results, finished: [imported, ...results.finished] }))),
    )
    expect(table.rows[1]).toEqual({ ...variant, imported: [{ ...imported, difference: null }] })
    expect(table.rows[0]?.macroF1?.n).toBe(2)
    const only = buildStudyTable(studyResults([{ ...variantResults(1, []), finished: [imported] }])).rows[0]
    expect(only).toMatchObject({ macroF1: null, classF1: null, runs: [], imported: [{ runId: 9 }] })
  })

  it('says what a network is, and null scores for a variant without finished runs', () => {
    const table = buildStudyTable(studyResults([variantResults(1, []), variantResults(10, [])]))
    expect(table.rows[1]).toMatchObject({
      depth: 5,
      filters: [64, 128, 256, 512, 1024],
      kernelSizes: [11, 5, 3, 3, 3],
      parameters: 2_768_133,
      macroF1: null,
      classF1: null,
      difference: null,
    })
  })

  it("counts parameters and products for the beats of the study's data set", () => {
    const results = studyResults([variantResults(1, [])])
    const { rows } = buildStudyTable({ ...results, dataSet: { ...results.dataSet, beatLength: 64 } })
    // Model 1 on 64 samples, as in the tests of the network's summary.
    expect(rows[0]).toMatchObject({ parameters: 132_037, macs: 137_856 })
  })

  it('says which recurrent layers a network has, and keeps what its published score is', () => {
    const name = 'CNN 32-128 + BiLSTM'
    const { rows } = buildStudyTable(studyResults([variantResults(1, []), presetResults('cnn-lstm', name, [0.87])]))
    expect(rows.map(({ recurrent }) => recurrent)).toEqual([[], [{ cell: 'lstm', units: 64, bidirectional: true }]])
    expect(rows[1]).toMatchObject({
      depth: 3,
      parameters: 131_461,
      published: { metric: 'f1', value: 0.973 },
      macroF1: { mean: 0.87 },
      weightedF1: { mean: expect.closeTo(0.9, 12) as number },
    })
  })

  it('scores the folds of a seed together, as one confusion matrix', () => {
    const results = studyResults([
      {
        ...variantResults(1, []),
        finished: [0, 1, 2].map((fold) => ({ ...finishedRun(fold, 1, NaN, 30 + 5 * fold), fold })),
      },
      { ...variantResults(11, []), finished: [0, 1, 2].map((fold) => ({ ...finishedRun(9, 1, NaN, 40), fold })) },
    ])
    const definition = { kind: 'k-fold', folds: 3, repeats: 1, seed: 1 } as const
    const [fold] = results.split.folds
    const table = buildStudyTable({ ...results, split: { ...results.split, definition, folds: [fold!, fold!, fold!] } })
    const [baseline, variant] = table.rows
    expect(baseline?.runs.map((run) => run.fold)).toEqual([0, 1, 2])
    expect(baseline?.accuracy).toMatchObject({ n: 1, mean: (30 + 35 + 40) / 150 })
    expect(variant?.difference?.n).toBe(1)
    expect(table.beats).toBe(150)
    expect(table).toMatchObject({ foldCount: 3, foldsPerRepeat: 3 })
  })

  it('takes the folds of each repeat together, so that a seed has a score a repeat', () => {
    const folds = [0, 1, 2, 3, 4, 5]
    const results = studyResults([
      { ...variantResults(1, []), finished: folds.map((fold) => ({ ...finishedRun(fold, 1, NaN, 30 + fold), fold })) },
    ])
    const definition = { kind: 'k-fold', folds: 3, repeats: 2, seed: 1 } as const
    const split = { ...results.split, definition, folds: folds.map(() => results.split.folds[0]!) }
    const table = buildStudyTable({ ...results, split })
    expect(table).toMatchObject({ foldCount: 6, foldsPerRepeat: 3 })
    expect(table.rows[0]?.accuracy).toMatchObject({ n: 2, mean: expect.closeTo((93 + 102) / 300, 12) as number })
  })

  it('never says of validation scores that patients are separate', () => {
    const results = studyResults([variantResults(1, [0.9])])
    const badge = { text: 'patients separate', tone: 'success' as const }
    const split = { ...results.split, key: 'sample', sharedPersons: 0, badge }
    expect(buildStudyTable({ ...results, split, part: 'test' }).badge).toEqual(badge)
    expect(buildStudyTable({ ...results, split, part: 'validation' }).badge).toEqual({
      text: 'same patients as training',
      tone: 'warning',
    })
  })

  it('has the form that the contract promises', () => {
    expect(studyTableSchema.parse(tableOfFixture())).toEqual(tableOfFixture())
    expect(tableOfFixture().beats).toBe(50)
  })
})
