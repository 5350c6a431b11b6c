import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Repetition } from '../../shared/run.ts'
import { parseColumn } from '../json.ts'

interface Row {
  at: string
  is_identical: number
  differences: string
  environment_changes: string
}

const linesSchema = z.array(z.string())

const toRepetition = (row: Row): Repetition => ({
  at: row.at,
  isIdentical: row.is_identical === 1,
  differences: parseColumn(linesSchema, row.differences),
  environmentChanges: parseColumn(linesSchema, row.environment_changes),
})

/** What came out when runs were trained again. */
export interface RepetitionTable {
  add(runId: number, repetition: Repetition): void
  /** Newest first. */
  list(runId: number): Repetition[]
  removeAll(runId: number): void
}

export function createRepetitionTable(db: Database): RepetitionTable {
  const insert = db.prepare<[number, string, number, string, string]>(
    `INSERT INTO repetitions (run_id, at, is_identical, differences, environment_changes) VALUES (?, ?, ?, ?, ?)`,
  )
  const ofRun = db.prepare<[number], Row>(
    `SELECT at, is_identical, differences, environment_changes FROM repetitions WHERE run_id = ? ORDER BY id DESC`,
  )
  const remove = db.prepare<[number]>('DELETE FROM repetitions WHERE run_id = ?')

  return {
    add: (runId, { at, isIdentical, differences, environmentChanges }) =>
      void insert.run(runId, at, Number(isIdentical), JSON.stringify(differences), JSON.stringify(environmentChanges)),
    list: (runId) => ofRun.all(runId).map(toRepetition),
    removeAll: (runId) => void remove.run(runId),
  }
}
