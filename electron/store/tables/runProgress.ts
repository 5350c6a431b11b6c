import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import { activeStates, endedStates, type Epoch, type RunEnvironment, type RunState } from '../../shared/run.ts'
import type { ArtifactRef } from '../artifact.ts'
import { timestamp } from '../json.ts'
import type { RunTable } from '../runs.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import type { CheckpointTable } from './checkpointTable.ts'
import { requireChange } from './names.ts'

export type NextState = Parameters<RunTable['setState']>[1]

/** The steps of a run's life: what may come before each state. */
export const statesBefore: Record<NextState, readonly RunState[]> = {
  preparing: ['queued'],
  training: ['preparing'],
  evaluating: ['training'],
  paused: ['queued', 'preparing', 'training', 'evaluating'],
  failed: ['queued', 'paused', ...activeStates],
  cancelled: ['queued', 'paused', ...activeStates],
  interrupted: activeStates,
}

interface StateChange {
  id: number
  to: RunState
  from: string
  reason: string | null
  startedAt: string | null
  endedAt: string | null
  isActive: number
}

const prepareStatements = (db: Database) => {
  const step = db.prepare<[StateChange]>(
    `UPDATE runs SET state = @to, reason = coalesce(@reason, reason), started_at = coalesce(@startedAt, started_at),
       ended_at = @endedAt, pause_requested = pause_requested AND @isActive
     WHERE id = @id AND state IN (SELECT value FROM json_each(@from))`,
  )
  const describe = db.prepare<[string, number]>('UPDATE runs SET environment = ? WHERE id = ?')
  const wishStop = db.prepare<[number]>('UPDATE runs SET stop_requested = 1 WHERE id = ?')
  const wishPause = db.prepare<[number]>('UPDATE runs SET pause_requested = 1 WHERE id = ?')
  const insertEpoch = db.prepare<[Epoch & { id: number; isBest: number }]>(
    `INSERT INTO epochs (run_id, epoch, train_loss, validation_loss, validation_accuracy, validation_macro_f1,
       learning_rate, duration_ms, is_best)
     VALUES (@id, @epoch, @trainLoss, @validationLoss, @validationAccuracy, @validationMacroF1, @learningRate,
       @durationMs, @isBest)`,
  )
  const insertLog = db.prepare<[number, string, string]>('INSERT INTO run_log (run_id, at, text) VALUES (?, ?, ?)')
  return { step, describe, wishStop, wishPause, insertEpoch, insertLog }
}

/** What a training writes while it goes on. */
export function createRunProgress(
  db: Database,
  { artifacts, checkpoints }: { artifacts: OwnedArtifacts; checkpoints: CheckpointTable },
) {
  const { step, describe, wishStop, wishPause, insertEpoch, insertLog } = prepareStatements(db)

  function change(id: number, to: RunState, from: readonly RunState[], reason: string | null): boolean {
    const at = timestamp()
    const startedAt = to === 'preparing' ? at : null
    const endedAt = endedStates.includes(to) ? at : null
    const isActive = Number(activeStates.includes(to))
    return step.run({ id, to, from: JSON.stringify(from), reason, startedAt, endedAt, isActive }).changes === 1
  }

  const storeEpoch = artifacts.tidying((id: number, epoch: Epoch, isBest: boolean, checkpoint: ArtifactRef | null) => {
    insertEpoch.run({ ...epoch, id, isBest: Number(isBest) })
    if (checkpoint) checkpoints.add(id, epoch.epoch, checkpoint)
    checkpoints.prune(id)
  })

  function appendEpoch(id: number, epoch: Epoch, isBest: boolean, checkpoint: ArtifactRef | null = null): void {
    if (!Object.values(epoch).every(Number.isFinite)) {
      throw new AppError(
        'diverged',
        `Epoch ${epoch.epoch} has a value that is not a number.`,
        'Try a smaller learning rate.',
      )
    }
    storeEpoch(id, epoch, isBest, checkpoint)
  }

  function appendLog(id: number, text: string): { at: string; text: string } {
    const at = timestamp()
    insertLog.run(id, at, text)
    return { at, text }
  }

  return {
    change,
    setState: (id: number, to: NextState, reason: string | null = null) => change(id, to, statesBefore[to], reason),
    setEnvironment: (id: number, environment: RunEnvironment) =>
      requireChange(describe.run(JSON.stringify(environment), id).changes, 'run', id),
    requestStop: (id: number) => requireChange(wishStop.run(id).changes, 'run', id),
    requestPause: (id: number) => requireChange(wishPause.run(id).changes, 'run', id),
    appendEpoch,
    appendLog,
  }
}

export type RunProgress = ReturnType<typeof createRunProgress>
