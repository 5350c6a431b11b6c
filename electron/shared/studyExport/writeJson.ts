import { tableNotes } from './tableNotes.ts'
import type { TableReport } from './tableReport.ts'

/**
 * The whole table with all runs and confusion matrices (`matrix[actual][predicted]`), its notes in words, and the whole
 * statistics of its study (null of the training part) with the interval and the test that the notes are of.
 */
export function writeJson(report: TableReport): string {
  const { table, statistics, interval, test } = report
  const notes = tableNotes(report)
  return `${JSON.stringify({ format: 'beatbench-study-table', version: 1, notes, ...table, interval, test, statistics }, null, 2)}\n`
}
