import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import type { Run } from '../../shared/run.ts'
import type { ExtensionReader } from '../extension.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import type { CheckpointTable } from './checkpointTable.ts'
import { lastPlace } from './runQueue.ts'
import type { RunReader } from './runRows.ts'

export interface RestartOwners {
  reader: RunReader
  extensionOf: ExtensionReader
  artifacts: OwnedArtifacts
  checkpoints: CheckpointTable
  appendLog(id: number, text: string): void
  /** Takes away scores and maps. */
  clearResult(id: number): void
}

/** SQL that puts a run at the end of the queue, with the time that its epochs have taken so far. */
export const toQueue = `state = 'queued', position = ${lastPlace}, launch = NULL, reason = NULL, stop_requested = 0, pause_requested = 0,
  has_diverged = 0, started_at = NULL, ended_at = NULL,
  earlier_ms = (SELECT coalesce(sum(duration_ms), 0) FROM epochs WHERE run_id = @id)`

const prepareStatements = (db: Database) => {
  const requeue = db.prepare<[{ id: number }]>(
    `UPDATE runs SET ${toQueue} WHERE id = @id AND state IN ('failed', 'cancelled', 'interrupted', 'paused')`,
  )
  const forgetResult = db.prepare<[number]>(
    `UPDATE runs SET best_epoch = NULL, final_epoch = NULL, environment = NULL, weights_sha256 = NULL,
       until = iif(imported_from IS NULL, NULL, until) WHERE id = ?`,
  )
  const removeEpochs = db.prepare<[number, number]>('DELETE FROM epochs WHERE run_id = ? AND epoch > ?')
  const takeEnvironmentBack = db.prepare<[number]>(
    `UPDATE runs SET environment = extension ->> '$.environment' WHERE id = ?`,
  )
  const diverged = db.prepare<[number], { has_diverged: number }>('SELECT has_diverged FROM runs WHERE id = ?')
  return { requeue, forgetResult, removeEpochs, takeEnvironmentBack, diverged }
}

/** Queueing runs again that did not finish: to go on, or to begin anew. */
export function createRunRestart(db: Database, owners: RestartOwners) {
  const { reader, extensionOf, artifacts, checkpoints, appendLog, clearResult } = owners
  const { requeue, forgetResult, removeEpochs, takeEnvironmentBack, diverged } = prepareStatements(db)

  function queueAgain({ id, state }: Run): void {
    if (requeue.run({ id }).changes > 0) return
    throw new AppError(
      'conflict',
      `Run ${id} is ${state}.`,
      'Only paused, interrupted, cancelled and failed runs start again.',
    )
  }

  /** A run that was being extended keeps its result and begins behind it. */
  function beginAnew(run: Run, why = ''): Run {
    const extension = extensionOf(run.id)
    removeEpochs.run(run.id, extension?.epochs ?? 0)
    queueAgain(run)
    if (extension) takeEnvironmentBack.run(run.id)
    else {
      clearResult(run.id)
      forgetResult.run(run.id)
    }
    const from = extension ? `after epoch ${extension.epochs}` : 'from the beginning'
    appendLog(run.id, `Queued again, ${from}${why}; ${endOf(run)}.`)
    return reader.get(run.id)
  }

  function goOn(run: Run): Run {
    queueAgain(run)
    appendLog(run.id, `Queued again, to go on after epoch ${run.epoch}; ${endOf(run)}.`)
    return reader.get(run.id)
  }

  const retry = artifacts.tidying((id: number): Run => beginAnew(reader.get(id)))

  const resume = artifacts.tidying((id: number): Run => {
    const run = reader.get(id)
    if (!run.hasCheckpoint) return beginAnew(run, run.epoch > 0 ? ', since it has no checkpoint' : '')
    checkpoints.refuseMissing(id)
    return goOn(run)
  })

  const startAgain = artifacts.tidying((id: number): Run => {
    const run = reader.get(id)
    if (diverged.get(id)?.has_diverged === 1) return beginAnew(run, ', since going on would diverge again')
    const fault = run.hasCheckpoint ? checkpoints.fault(id) : 'missing'
    if (fault === null) return goOn(run)
    return beginAnew(run, run.epoch > 0 ? `, since its checkpoint is ${fault}` : '')
  })

  return { retry, resume, startAgain }
}

/** How a run ended that is queued again, for its log. */
function endOf({ state, reason }: Run): string {
  return `it was ${state}${reason === null ? '' : `: ${reason.replace(/\.$/, '')}`}`
}
