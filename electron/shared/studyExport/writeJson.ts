import { intervalMethods, intervalMethodsNote } from './intervalMethods.ts'
import { tableNotes } from './tableNotes.ts'
import type { TableReport } from './tableReport.ts'

/**
 * The whole table with all runs and confusion matrices (`matrix[actual][predicted]`), its notes in words, and the whole
 * statistics of its study (null of the training part) with the interval and the test that the notes are of, and by which
 * method the intervals of each place are.
 */
export function writeJson(report: TableReport): string {
  const { table, statistics, interval, test } = report
  const exported = {
    format: 'beatbench-study-table',
    version: 1,
    notes: [...tableNotes(report), intervalMethodsNote(report)],
    ...table,
    interval,
    intervalMethods: intervalMethods(report),
    test,
    statistics,
  }
  return `${JSON.stringify(exported, null, 2)}\n`
}
