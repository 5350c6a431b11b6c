import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import { activeStates, endedStates, type Epoch, type RunEnvironment, type RunState } from '../../shared/run.ts'
import { timestamp } from '../json.ts'
import type { FinishedRun, RunTable } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import type { OwnedEvaluations } from './evaluationTable.ts'
import { requireChange } from './names.ts'

type NextState = Parameters<RunTable['setState']>[1]

/** The steps of a run's life: what may come before each state. */
const before: Record<NextState, readonly RunState[]> = {
  preparing: ['queued', 'paused'],
  training: ['preparing'],
  evaluating: ['training'],
  paused: ['queued', 'preparing', 'training'],
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
}

const prepareStatements = (db: Database) => {
  const step = db.prepare<[StateChange]>(
    `UPDATE runs SET state = @to, reason = coalesce(@reason, reason), started_at = coalesce(@startedAt, started_at),
       ended_at = @endedAt WHERE id = @id AND state IN (SELECT value FROM json_each(@from))`,
  )
  const describe = db.prepare<[string, number]>('UPDATE runs SET environment = ? WHERE id = ?')
  const wish = db.prepare<[number]>('UPDATE runs SET stop_requested = 1 WHERE id = ?')
  const insertEpoch = db.prepare<[Epoch & { id: number; isBest: number }]>(
    `INSERT INTO epochs (run_id, epoch, train_loss, validation_loss, validation_accuracy, validation_macro_f1,
       learning_rate, duration_ms, is_best)
     VALUES (@id, @epoch, @trainLoss, @validationLoss, @validationAccuracy, @validationMacroF1, @learningRate,
       @durationMs, @isBest)`,
  )
  const insertLog = db.prepare<[number, string, string]>('INSERT INTO run_log (run_id, at, text) VALUES (?, ?, ?)')
  const close = db.prepare<[number, number, string | null, number]>(
    'UPDATE runs SET best_epoch = ?, final_epoch = ?, weights_sha256 = ? WHERE id = ?',
  )
  return { step, describe, wish, insertEpoch, insertLog, close }
}

/** What a training writes while it goes on, and its end. */
export function createRunProgress(
  db: Database,
  { artifacts, evaluations }: { artifacts: OwnedArtifacts; evaluations: OwnedEvaluations },
) {
  const { step, describe, wish, insertEpoch, insertLog, close } = prepareStatements(db)

  function change(id: number, to: RunState, from: readonly RunState[], reason: string | null): boolean {
    const at = timestamp()
    const startedAt = to === 'preparing' ? at : null
    const endedAt = endedStates.includes(to) ? at : null
    return step.run({ id, to, from: JSON.stringify(from), reason, startedAt, endedAt }).changes === 1
  }

  function appendEpoch(id: number, epoch: Epoch, isBest: boolean): void {
    if (!Object.values(epoch).every(Number.isFinite)) {
      throw new AppError(
        'trainer-failed',
        `Epoch ${epoch.epoch} has a value that is not a number.`,
        'Try a smaller learning rate.',
      )
    }
    insertEpoch.run({ ...epoch, id, isBest: Number(isBest) })
  }

  function appendLog(id: number, text: string): { at: string; text: string } {
    const at = timestamp()
    insertLog.run(id, at, text)
    return { at, text }
  }

  const finish = db.transaction((id: number, result: FinishedRun): boolean => {
    if (!change(id, 'finished', activeStates, result.reason)) return false
    if (result.weights) artifacts.add(result.weights)
    close.run(result.bestEpoch, result.finalEpoch, result.weights?.sha256 ?? null, id)
    for (const evaluation of result.evaluations) evaluations.add(id, evaluation)
    return true
  })

  return {
    setState: (id: number, to: NextState, reason: string | null = null) => change(id, to, before[to], reason),
    setEnvironment: (id: number, environment: RunEnvironment) =>
      requireChange(describe.run(JSON.stringify(environment), id).changes, 'run', id),
    requestStop: (id: number) => requireChange(wish.run(id).changes, 'run', id),
    appendEpoch,
    appendLog,
    finish: (id: number, result: FinishedRun) => finish(id, result),
  }
}
