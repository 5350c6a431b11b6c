import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import { activeStates, runStateSchema, type Run, type RunState } from '../../shared/run.ts'
import { timestamp } from '../json.ts'
import { isDuplicate } from '../storeError.ts'
import { notFound } from './names.ts'

export interface QueueOwners {
  get(id: number): Run
  appendLog(id: number, text: string): void
  /** Takes away what a run has so far: epochs, scores, maps. */
  clear(id: number): void
}

const quoted = (states: readonly RunState[]): string => states.map((state) => `'${state}'`).join(', ')

const prepareStatements = (db: Database) => {
  const last = `(SELECT coalesce(max(position) + 1, 0) FROM runs WHERE state = 'queued')`
  const insert = db.prepare<[number, number, string]>(
    `INSERT INTO runs (variant_id, seed, state, position, created_at) VALUES (?, ?, 'queued', ${last}, ?)`,
  )
  const variantExists = db.prepare<[number]>('SELECT 1 FROM variants WHERE id = ?')
  const queued = db.prepare<[], { id: number }>("SELECT id FROM runs WHERE state = 'queued' ORDER BY position, id")
  const setPosition = db.prepare<[number, number]>('UPDATE runs SET position = ? WHERE id = ?')
  const states = db.prepare<[], { state: RunState; count: number }>(
    'SELECT state, count(*) AS count FROM runs GROUP BY state',
  )
  const requeue = db.prepare<[number]>(
    `UPDATE runs SET state = 'queued', position = ${last}, reason = NULL, stop_requested = 0, best_epoch = NULL,
       final_epoch = NULL, environment = NULL, weights_sha256 = NULL, started_at = NULL, ended_at = NULL
     WHERE id = ? AND state IN ('failed', 'cancelled', 'interrupted', 'paused')`,
  )
  const interrupt = db.prepare<[string, string], { id: number }>(
    `UPDATE runs SET state = 'interrupted', reason = ?, ended_at = ? WHERE state IN (${quoted(activeStates)}) RETURNING id`,
  )
  return { insert, variantExists, queued, setPosition, states, requeue, interrupt }
}

/** Who comes next: queued runs in the order of `position`. */
export function createRunQueue(db: Database, { get, appendLog, clear }: QueueOwners) {
  const { insert, variantExists, queued, setPosition, states, requeue, interrupt } = prepareStatements(db)

  function insertQueued(variantId: number, seed: number): Run {
    if (!variantExists.get(variantId)) throw notFound('variant', variantId)
    try {
      return get(Number(insert.run(variantId, seed, timestamp()).lastInsertRowid))
    } catch (error) {
      if (!isDuplicate(error)) throw error
      throw new AppError('conflict', `The variant already has a run of seed ${seed}.`, 'Start that run again instead.')
    }
  }

  const move = db.transaction((id: number, place: number): void => {
    const order = queued.all().map((row) => row.id)
    const from = order.indexOf(id)
    if (from < 0)
      throw new AppError('conflict', `Run ${get(id).id} does not wait any more.`, 'Only waiting runs can move.')
    order.splice(from, 1)
    order.splice(place, 0, id)
    order.forEach((runId, position) => setPosition.run(position, runId))
  })

  const retry = db.transaction((id: number): Run => {
    const { state, reason } = get(id)
    if (requeue.run(id).changes === 0) {
      throw new AppError(
        'conflict',
        `Run ${id} is ${state}.`,
        'Only failed, cancelled and interrupted runs start again.',
      )
    }
    clear(id)
    appendLog(id, `Queued again; it was ${state}${reason === null ? '.' : `: ${reason}`}`)
    return get(id)
  })

  const markInterrupted = db.transaction((reason: string): number[] => {
    const ids = interrupt.all(reason, timestamp()).map(({ id }) => id)
    for (const id of ids) appendLog(id, `Interrupted: ${reason}`)
    return ids
  })

  function tally(): Record<RunState, number> {
    const counts = new Map(states.all().map(({ state, count }) => [state, count]))
    const entries = runStateSchema.options.map((state) => [state, counts.get(state) ?? 0])
    return Object.fromEntries(entries) as Record<RunState, number>
  }

  return {
    insertQueued,
    tally,
    move: (id: number, place: number) => move(id, place),
    retry: (id: number) => retry(id),
    markInterrupted: (reason = 'the engine ended while this run was training') => markInterrupted(reason),
  }
}
