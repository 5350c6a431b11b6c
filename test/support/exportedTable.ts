import { exportStudyTable, type ExportOptions } from '../../electron/shared/studyExport/exportStudyTable.ts'
import type { Comparison, Intervals, StudyStatistics } from '../../electron/shared/studyStatistics.ts'
import type { StudyTable, TableFormat } from '../../electron/shared/studyTable.ts'
import { buildStudyTable } from '../../electron/shared/studyTableBuilder.ts'
import { presetResults, studyResults, variantResults } from './studyResults.ts'

/** Exports with the defaults of the command; without statistics unless they are given. */
export function exported(table: StudyTable, format: TableFormat, options: Partial<ExportOptions> = {}) {
  return exportStudyTable(table, format, { statistics: null, interval: 'seeds-t', test: 'permutation', ...options })
}

/** Two published models over two seeds, with names that every format has to escape. */
export const namedTable = buildStudyTable(
  studyResults([
    { ...variantResults(1, [0.891, 0.893]), name: '=Model "1", base' },
    { ...variantResults(11, [0.92, 0.926]), name: '100% deep_net & more' },
  ]),
)

/** Published scores of three metrics, beside recurrent layers; one seed each. */
export const mixedTable = buildStudyTable(
  studyResults([
    variantResults(1, [0.89]),
    presetResults('cnn-lstm', 'CNN 64-1024 + LSTM 128, 64', [0.9]),
    presetResults('kachuee-2018', 'Kachuee 2018', [0.91]),
  ]),
)

/** A baseline and three variants over two seeds, compared in {@link comparedStatistics}. */
export const comparedTable = buildStudyTable(
  studyResults([
    variantResults(1, [0.891, 0.893]),
    variantResults(6, [0.91, 0.914]),
    variantResults(9, [0.892, 0.894]),
    variantResults(11, [0.92, 0.926]),
  ]),
)

/** The same four on five folds of separate patients, their headline score without Q, of which there are too few. */
export const foldedTable = foldedStudy({ folds: 5, repeats: 1, seeds: 2 })

/** The same with one seed, its patients dealt into five folds twice: two scores a variant. */
export const repeatedTable = foldedStudy({ folds: 5, repeats: 2, seeds: 1 })

function foldedStudy({ folds, repeats, seeds }: { folds: number; repeats: number; seeds: number }): StudyTable {
  const ofSeed = folds * repeats
  const results = studyResults([1, 6, 9, 11].map((model) => variantResults(model, [])))
  const variants = results.variants.map((variant) => {
    const runs = variantResults(
      variant.variantId,
      Array<number>(seeds * ofSeed).fill(0.7 + variant.variantId / 100),
    ).finished
    return {
      ...variant,
      finished: runs.map((run, index) => ({ ...run, seed: 1 + Math.floor(index / ofSeed), fold: index % ofSeed })),
    }
  })
  const { split } = results
  return buildStudyTable({
    ...results,
    variants,
    split: {
      ...split,
      key: `k-fold-${folds}x${repeats}-seed-1`,
      definition: { kind: 'k-fold', folds, repeats, seed: 1 },
      label: `${folds} folds of patients`,
      folds: Array.from({ length: ofSeed }, () => split.folds[0]!),
      headlineClasses: [0, 1, 2, 3],
      badge: { text: 'patients separate', tone: 'success' },
    },
  })
}

/** Ends at so many hundredths from a middle: the wider, the more a method allows for. */
const intervalsAt = (middle: number): Intervals => ({
  'seeds-t': [middle - 0.01, middle + 0.01],
  'seeds-bootstrap': [middle - 0.005, middle + 0.005],
  patients: [middle - 0.05, middle + 0.05],
  both: [middle - 0.06, middle + 0.06],
})

function comparisonAt(difference: number, p: number, fields: Partial<Comparison> = {}): Comparison {
  const method = 'exact, 2 of 64 sign changes'
  return {
    pairs: 2,
    difference,
    intervals: intervalsAt(difference),
    tests: {
      permutation: { p, adjustedP: Math.min(1, p * 3), method },
      mcnemar: { p: 0.0001, adjustedP: 0.0002, method: 'chi-squared' },
      'corrected-t': null,
    },
    equivalence: { region: 0.01, worse: 0.01, equivalent: 0.09, better: 0.9 },
    warnings: ['With 2 pairs the permutation test cannot give a p below 0.5.'],
    ...fields,
  }
}

/**
 * Made-up statistics: Model 6 is better (p 0.012 after Holm), Model 9 equivalent, Model 11 was not tested by permutation.
 */
export const comparedStatistics: StudyStatistics = {
  studyId: 1,
  part: 'test',
  badge: { text: 'patients overlap', tone: 'warning' },
  headlineClasses: [0, 1, 2, 3, 4],
  resamples: 10_000,
  persons: 22,
  variants: [
    { variantId: 1, scores: 2, mean: 0.892, intervals: intervalsAt(0.892), comparison: null },
    { variantId: 6, scores: 2, mean: 0.912, intervals: intervalsAt(0.912), comparison: comparisonAt(0.02, 0.004) },
    {
      variantId: 9,
      scores: 2,
      mean: 0.893,
      intervals: intervalsAt(0.893),
      comparison: comparisonAt(0.001, 0.4, {
        equivalence: { region: 0.01, worse: 0.01, equivalent: 0.97, better: 0.02 },
      }),
    },
    {
      variantId: 11,
      scores: 2,
      mean: 0.923,
      intervals: intervalsAt(0.923),
      comparison: comparisonAt(0.031, 0.01, {
        tests: { permutation: null, mcnemar: { p: 0.02, adjustedP: 0.02, method: 'chi-squared' }, 'corrected-t': null },
        warnings: ['Only one seed is shared with the baseline.'],
      }),
    },
  ],
  effects: [],
  warnings: [
    'Patients of this part are in the training part as well: no score, interval or test here tells how well new patients are classified.',
    "McNemar's test compares how many beats are right, not macro F1.",
  ],
}
