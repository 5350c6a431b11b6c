import type { StudyTable, TableRow, TableRun } from '../../electron/shared/studyTable.ts'
import type { Comparison, StudyStatistics } from '../../electron/shared/studyStatistics.ts'
import { scores } from './tableRow.ts'

/** A study table of the given rows over plain fields. */
export function studyTable(rows: TableRow[], fields: Partial<StudyTable> = {}): StudyTable {
  return {
    studyId: 1,
    studyName: 'Published study',
    dataSetName: 'Heartbeats',
    dataSetSha256: 'a'.repeat(64),
    split: 'published',
    splitLabel: 'Published',
    badge: { text: 'patients overlap', tone: 'warning' },
    part: 'test',
    beats: 50,
    classBeats: [10, 10, 10, 10, 10],
    headlineClasses: [0, 1, 2, 3, 4],
    foldCount: 1,
    seeds: [1, 2],
    rows,
    licence: 'ODC-By 1.0',
    attribution: 'Moody and Mark.',
    beatbench: '0.1.0',
    ...fields,
  }
}

/** A finished run of a seed whose F1 is the same in all classes. */
export function tableRun(runId: number, seed: number, f1: number, fold = 0): TableRun {
  return {
    runId,
    seed,
    fold,
    bestEpoch: 3,
    epochs: 6,
    scoredEpoch: 6,
    durationMs: 60_000,
    hasWeights: false,
    isImported: false,
    scores: { ...scores(f1), classF1: [f1, f1, f1, f1, f1] },
    difference: null,
  }
}

/** A comparison over six pairs that nothing is wrong with. */
export function comparison(fields: Partial<Comparison> = {}): Comparison {
  return {
    pairs: 6,
    difference: 0.02,
    intervals: { 'seeds-t': [0.01, 0.03], 'seeds-bootstrap': [0.012, 0.028], patients: null, both: null },
    tests: {
      permutation: { p: 0.03125, adjustedP: 0.03125, method: 'exact, 2 of 64 sign changes' },
      mcnemar: { p: 0.2, adjustedP: 0.2, method: 'chi-squared' },
      'corrected-t': null,
    },
    equivalence: { region: 0.01, worse: 0, equivalent: 0.03, better: 0.97 },
    warnings: [],
    ...fields,
  }
}

/** Statistics of a baseline (1) and one variant that is compared with it (2). */
export function studyStatistics(compared: Comparison, fields: Partial<StudyStatistics> = {}): StudyStatistics {
  const intervals = {
    'seeds-t': [0.8, 0.9],
    'seeds-bootstrap': [0.82, 0.88],
    patients: null,
    both: null,
  } satisfies Comparison['intervals']
  return {
    studyId: 1,
    part: 'test',
    badge: { text: 'patients overlap', tone: 'warning' },
    headlineClasses: [0, 1, 2, 3, 4],
    resamples: 10_000,
    persons: null,
    variants: [
      { variantId: 1, scores: 6, mean: 0.85, intervals, comparison: null },
      { variantId: 2, scores: 6, mean: 0.87, intervals, comparison: compared },
    ],
    effects: [],
    warnings: [],
    ...fields,
  }
}
