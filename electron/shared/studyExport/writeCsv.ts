import { beatClasses } from '../beatClass.ts'
import { recurrentText } from '../recurrentText.ts'
import type { StudyTable, TableRow, TableRun } from '../studyTable.ts'

type Cell = string | number | null | undefined
type Column = [name: string, read: (run: TableRun, row: TableRow, table: StudyTable) => Cell]

/** What holds for the whole table (data, split, part, licence) stands in every row, so that no row can lose it. */
const columns: readonly Column[] = [
  ['study', (_run, _row, table) => table.studyName],
  ['variant', (_run, row) => row.name],
  ['is_baseline', (_run, row) => (row.isBaseline ? 1 : 0)],
  ['depth', (_run, row) => row.depth],
  ['filters', (_run, row) => row.filters.join(' ')],
  ['kernel_sizes', (_run, row) => row.kernelSizes.join(' ')],
  ['recurrent', (_run, row) => recurrentText(row.recurrent)],
  ['parameters', (_run, row) => row.parameters],
  ['macs', (_run, row) => row.macs],
  ['run', (run) => run.runId],
  ['seed', (run) => run.seed],
  ['imported', (run) => (run.isImported ? 1 : 0)],
  ['best_epoch', (run) => run.bestEpoch],
  ['epochs', (run) => run.epochs],
  ['scored_epoch', (run) => run.scoredEpoch],
  ['duration_ms', (run) => run.durationMs],
  ['macro_f1', (run) => run.scores.macroF1],
  ['weighted_f1', (run) => run.scores.weightedF1],
  ['accuracy', (run) => run.scores.accuracy],
  ['loss', (run) => run.scores.loss],
  ...beatClasses.map((name, index): Column => [`f1_${name}`, (run) => run.scores.classF1[index]]),
  ['macro_f1_minus_baseline', (run) => run.difference],
  ['looks', (run) => run.scores.looks],
  ['times_scored', (run) => run.scores.timesScored],
  ['published_metric', (_run, row) => row.published?.metric],
  ['published_value', (_run, row) => row.published?.value],
  ['published_source', (_run, row) => row.published?.source],
  ['published_caveat', (_run, row) => row.published?.caveat],
  ['part', (run) => run.scores.part],
  ['part_beats', (run) => run.scores.beats],
  ['split', (_run, _row, table) => table.split],
  ['split_badge', (_run, _row, table) => table.badge.text],
  ['data_set', (_run, _row, table) => table.dataSetName],
  ['data_sha256', (_run, _row, table) => table.dataSetSha256],
  ['attribution', (_run, _row, table) => table.attribution],
  ['licence', (_run, _row, table) => table.licence],
  ['beatbench', (_run, _row, table) => table.beatbench],
]

/** One row a run, trained ones first, under one header line (RFC 4180, CRLF line ends), numbers in full precision. */
export function writeCsv(table: StudyTable): string {
  const lines = table.rows.flatMap((row) =>
    [...row.runs, ...row.imported].map((run) => columns.map(([, read]) => cellText(read(run, row, table))).join(',')),
  )
  return [columns.map(([name]) => name).join(','), ...lines, ''].join('\r\n')
}

/**
 * Texts stay on one line, so that a row is a line for the simplest of readers. One that a spreadsheet would take for a
 * formula gets an apostrophe in front; numbers stay as they are.
 */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const line = cell.replace(/\s+/g, ' ')
  const text = /^[=+\-@]/.test(line) ? `'${line}` : line
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
