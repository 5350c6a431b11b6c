import type { StudyTable } from '../studyTable.ts'
import { tableNotes } from './tableNotes.ts'

/** The whole table with all runs and confusion matrices (`matrix[actual][predicted]`), and its notes in words. */
export function writeJson(table: StudyTable): string {
  return `${JSON.stringify({ format: 'beatbench-study-table', version: 1, notes: tableNotes(table), ...table }, null, 2)}\n`
}
