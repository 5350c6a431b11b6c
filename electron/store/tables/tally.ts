import { activeStates, type RunState } from '../../shared/run.ts'
import type { RunTally } from '../../shared/study.ts'

export interface TallyRow {
  finished: number
  active: number
  waiting: number
  failed: number
  imported: number
}

const count = (states: readonly RunState[], name: string): string =>
  `count(*) FILTER (WHERE runs.imported_from IS NULL
    AND runs.state IN (${states.map((state) => `'${state}'`).join(', ')})) AS ${name}`

/**
 * Columns that count the joined `runs` by state. `failed` is every end without scores, `waiting` includes paused,
 * `imported` is every run that is only scored and so in none of the others.
 */
export const tallyColumns = [
  count(['finished'], 'finished'),
  count(activeStates, 'active'),
  count(['queued', 'paused'], 'waiting'),
  count(['failed', 'cancelled', 'interrupted'], 'failed'),
  'count(runs.imported_from) AS imported',
].join(', ')

export const toTally = ({ finished, active, waiting, failed, imported }: TallyRow): RunTally => ({
  finished,
  active,
  waiting,
  failed,
  imported,
})
