import type { Database } from 'better-sqlite3'
import { runEnvironmentSchema, runUsageSchema, type RunUsage } from '../../shared/run.ts'
import { parseColumn } from '../json.ts'
import type { RunRecord } from '../runs.ts'
import { durationMsOf } from './evaluationTable.ts'
import { requireChange } from './names.ts'

interface Row {
  id: number
  variantId: number
  isFullLength: number
  epoch: number
  started_at: string | null
  ended_at: string | null
  earlier_ms: number
  environment: string | null
  usage: string | null
}

/** What runs took of the computer. */
export function createRunUsage(db: Database) {
  const update = db.prepare<[string, number]>('UPDATE runs SET usage = ? WHERE id = ?')
  const newest = db.prepare<[number], Row>(
    `SELECT id, variant_id AS variantId, state = 'finished' AND until IS NULL AND NOT stop_requested AS isFullLength,
       (SELECT count(*) FROM epochs WHERE run_id = runs.id) AS epoch, environment, usage,
       iif(state = 'finished' AND earlier_ms = 0, started_at, NULL) AS started_at, ended_at, earlier_ms
     FROM runs WHERE environment IS NOT NULL AND imported_from IS NULL
     ORDER BY coalesce(ended_at, started_at, created_at) DESC, id DESC LIMIT ?`,
  )

  const toRecord = ({
    isFullLength,
    environment,
    usage,
    started_at,
    ended_at,
    earlier_ms,
    ...row
  }: Row): RunRecord => ({
    ...row,
    isFullLength: isFullLength === 1,
    durationMs: durationMsOf({ started_at, ended_at, earlier_ms }),
    environment: environment === null ? null : parseColumn(runEnvironmentSchema, environment),
    usage: usage === null ? null : parseColumn(runUsageSchema, usage),
  })

  return {
    setUsage: (id: number, usage: RunUsage) => requireChange(update.run(JSON.stringify(usage), id).changes, 'run', id),
    records: (limit: number): RunRecord[] => newest.all(limit).reverse().map(toRecord),
  }
}
