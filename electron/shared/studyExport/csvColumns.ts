import { beatClasses } from '../beatClass.ts'
import { headlineF1 } from '../headline.ts'
import { recurrentText } from '../recurrentText.ts'
import type { TableRun } from '../studyTable.ts'
import { csvStatisticsColumns } from './csvStatisticsColumns.ts'
import type { RowReport, TableReport } from './tableReport.ts'

export type CsvCell = string | number | null | undefined
export type CsvColumn = [name: string, read: (run: TableRun, of: RowReport, report: TableReport) => CsvCell]

/**
 * What holds for the whole table (data, split, part, licence) or the whole variant (design, mean, interval, test) stands in
 * every row, so that no row can lose it.
 */
export const csvColumns: readonly CsvColumn[] = [
  ['study', (_run, _of, { table }) => table.studyName],
  ['variant', (_run, { row }) => row.name],
  ['is_baseline', (_run, { row }) => (row.isBaseline ? 1 : 0)],
  ['depth', (_run, { row }) => row.depth],
  ['filters', (_run, { row }) => row.filters.join(' ')],
  ['kernel_sizes', (_run, { row }) => row.kernelSizes.join(' ')],
  ['recurrent', (_run, { row }) => recurrentText(row.recurrent)],
  ['parameters', (_run, { row }) => row.parameters],
  ['macs', (_run, { row }) => row.macs],
  ['run', (run) => run.runId],
  ['seed', (run) => run.seed],
  ['fold', (run) => run.fold + 1],
  ['folds', (_run, _of, { table }) => table.foldCount],
  ['imported', (run) => (run.isImported ? 1 : 0)],
  ['best_epoch', (run) => run.bestEpoch],
  ['epochs', (run) => run.epochs],
  ['scored_epoch', (run) => run.scoredEpoch],
  ['duration_ms', (run) => run.durationMs],
  ['headline_f1', (run, _of, { table }) => headlineF1(run.scores, table.headlineClasses)],
  ['headline_classes', (_run, _of, { table }) => table.headlineClasses.map((label) => beatClasses[label]).join(' ')],
  ['macro_f1', (run) => run.scores.macroF1],
  ['weighted_f1', (run) => run.scores.weightedF1],
  ['accuracy', (run) => run.scores.accuracy],
  ['loss', (run) => run.scores.loss],
  ...beatClasses.map((name, index): CsvColumn => [`f1_${name}`, (run) => run.scores.classF1[index]]),
  ['headline_f1_minus_baseline', (run) => run.difference],
  ['looks', (run) => run.scores.looks],
  ['times_scored', (run) => run.scores.timesScored],
  ...csvStatisticsColumns.map(([name, read]): CsvColumn => [name, (_run, of, report) => read(of, report)]),
  ['published_metric', (_run, { row }) => row.published?.metric],
  ['published_value', (_run, { row }) => row.published?.value],
  ['published_source', (_run, { row }) => row.published?.source],
  ['published_caveat', (_run, { row }) => row.published?.caveat],
  ['part', (run) => run.scores.part],
  ['part_beats', (run) => run.scores.beats],
  ['split', (_run, _of, { table }) => table.split],
  ['split_badge', (_run, _of, { table }) => table.badge.text],
  ['data_set', (_run, _of, { table }) => table.dataSetName],
  ['data_sha256', (_run, _of, { table }) => table.dataSetSha256],
  ['attribution', (_run, _of, { table }) => table.attribution],
  ['licence', (_run, _of, { table }) => table.licence],
  ['beatbench', (_run, _of, { table }) => table.beatbench],
]
