import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import { activeStates, runStateSchema, type Run, type RunState } from '../../shared/run.ts'
import type { ArtifactRef } from '../artifact.ts'
import type { QueuedRun } from '../runs.ts'
import { timestamp } from '../json.ts'
import { isDuplicate } from '../storeError.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import { notFound } from './names.ts'

export interface QueueOwners {
  artifacts: OwnedArtifacts
  get(id: number): Run
  appendLog(id: number, text: string): void
}

const quoted = (states: readonly RunState[]): string => states.map((state) => `'${state}'`).join(', ')

/** SQL for the place behind all waiting runs. */
export const lastPlace = `(SELECT coalesce(max(position) + 1, 0) FROM runs WHERE state = 'queued')`

const prepareStatements = (db: Database) => {
  const insert = db.prepare<[number, number, number, string]>(
    `INSERT INTO runs (variant_id, seed, fold, state, position, created_at) VALUES (?, ?, ?, 'queued', ${lastPlace}, ?)`,
  )
  const giveWeights = db.prepare<[string, string, number]>(
    'UPDATE runs SET until = 0, imported_from = ?, initial_weights_sha256 = ? WHERE id = ?',
  )
  const variantExists = db.prepare<[number]>('SELECT 1 FROM variants WHERE id = ?')
  const queued = db.prepare<[], QueuedRun>(
    `SELECT runs.id, study_id AS studyId, launch FROM runs JOIN variants ON variants.id = variant_id
     WHERE state = 'queued' ORDER BY runs.position, runs.id`,
  )
  const joinLaunch = db.prepare<[string]>(
    `UPDATE runs SET launch = (SELECT coalesce(max(launch) + 1, 0) FROM runs)
     WHERE state = 'queued' AND id IN (SELECT value FROM json_each(?))`,
  )
  const leaveLaunch = db.prepare<[number]>('UPDATE runs SET launch = NULL WHERE id = ?')
  const setPosition = db.prepare<[number, number]>('UPDATE runs SET position = ? WHERE id = ?')
  const states = db.prepare<[], { state: RunState; count: number }>(
    'SELECT state, count(*) AS count FROM runs GROUP BY state',
  )
  const interrupt = db.prepare<[string, string], { id: number }>(
    `UPDATE runs SET state = 'interrupted', reason = ?, ended_at = ?, pause_requested = 0
     WHERE state IN (${quoted(activeStates)}) RETURNING id`,
  )
  return { insert, giveWeights, variantExists, queued, joinLaunch, leaveLaunch, setPosition, states, interrupt }
}

/** Who comes next: queued runs in the order of `position`. */
export function createRunQueue(db: Database, { artifacts, get, appendLog }: QueueOwners) {
  const { insert, giveWeights, variantExists, queued, joinLaunch, leaveLaunch, setPosition, states, interrupt } =
    prepareStatements(db)

  function insertQueued(variantId: number, seed: number, fold = 0): Run {
    if (!variantExists.get(variantId)) throw notFound('variant', variantId)
    try {
      return get(Number(insert.run(variantId, seed, fold, timestamp()).lastInsertRowid))
    } catch (error) {
      if (!isDuplicate(error)) throw error
      throw new AppError('conflict', `The variant already has a run of seed ${seed}.`, 'Start that run again instead.')
    }
  }

  const insertImported = db.transaction(
    (variantId: number, seed: number, imported: { weights: ArtifactRef; fileName: string }): Run => {
      const { id } = insertQueued(variantId, seed)
      artifacts.add(imported.weights)
      giveWeights.run(imported.fileName, imported.weights.sha256, id)
      appendLog(id, `Weights imported from ${imported.fileName}, SHA-256 ${imported.weights.sha256}.`)
      return get(id)
    },
  )

  const move = db.transaction((id: number, place: number): void => {
    const order = queued.all().map((row) => row.id)
    const from = order.indexOf(id)
    if (from < 0)
      throw new AppError('conflict', `Run ${get(id).id} does not wait any more.`, 'Only waiting runs can move.')
    order.splice(from, 1)
    order.splice(place, 0, id)
    leaveLaunch.run(id)
    arrange(order)
  })

  const arrange = db.transaction((order: readonly number[]): void => {
    order.forEach((runId, position) => setPosition.run(position, runId))
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
    insertImported: (variantId: number, seed: number, imported: { weights: ArtifactRef; fileName: string }) =>
      insertImported(variantId, seed, imported),
    tally,
    queue: () => queued.all(),
    groupLaunch: (ids: readonly number[]) => void joinLaunch.run(JSON.stringify(ids)),
    arrange: (ids: readonly number[]) => arrange(ids),
    move: (id: number, place: number) => move(id, place),
    markInterrupted: (reason = 'the engine ended while this run was training') => markInterrupted(reason),
  }
}
