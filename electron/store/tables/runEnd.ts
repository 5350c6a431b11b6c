import type { Database } from 'better-sqlite3'
import { activeStates } from '../../shared/run.ts'
import { asBeforeExtension, type Extension, type ExtensionReader } from '../extension.ts'
import type { FinishedRun, RunEnd } from '../runs.ts'
import type { JournalTable } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import type { CheckpointTable } from './checkpointTable.ts'
import type { OwnedEvaluations } from './evaluationTable.ts'
import { statesBefore, type RunProgress } from './runProgress.ts'
import type { RunReader } from './runRows.ts'

export interface EndOwners {
  reader: RunReader
  extensionOf: ExtensionReader
  progress: RunProgress
  artifacts: OwnedArtifacts
  checkpoints: CheckpointTable
  evaluations: OwnedEvaluations
  journal: JournalTable
  /** Takes away scores and maps. */
  clearResult(id: number): void
}

const prepareStatements = (db: Database) => {
  const close = db.prepare<[number | null, number | null, string | null, number]>(
    `UPDATE runs SET best_epoch = ?, final_epoch = ?, weights_sha256 = ?, extension = NULL,
       reason = iif(imported_from IS NULL, reason, 'scored with the weights of ' || imported_from) WHERE id = ?`,
  )
  const diverge = db.prepare<[number]>('UPDATE runs SET has_diverged = 1 WHERE id = ?')
  const removeEpochs = db.prepare<[number, number]>('DELETE FROM epochs WHERE run_id = ? AND epoch > ?')
  const goBack = db.prepare<[number]>(`UPDATE runs SET ${asBeforeExtension} WHERE id = ?`)
  const explain = db.prepare<[string | null, number]>('UPDATE runs SET reason = ? WHERE id = ?')
  return { close, diverge, removeEpochs, goBack, explain }
}

/** How runs end: with a result, without one, or with the one that they had. */
export function createRunEnd(db: Database, owners: EndOwners) {
  const { reader, extensionOf, progress, artifacts, checkpoints, evaluations, journal, clearResult } = owners
  const { close, diverge, removeEpochs, goBack, explain } = prepareStatements(db)

  const finish = artifacts.tidying((id: number, result: FinishedRun): boolean => {
    const extension = extensionOf(id)
    if (!progress.change(id, 'finished', activeStates, result.reason)) return false
    if (extension) replaceResult(id, extension)
    if (result.weights) artifacts.add(result.weights)
    // Imported weights are of no epoch.
    close.run(result.bestEpoch || null, result.finalEpoch || null, result.weights?.sha256 ?? null, id)
    for (const evaluation of result.evaluations) evaluations.add(id, evaluation)
    checkpoints.pruneFinished(id)
    return true
  })

  function replaceResult(id: number, extension: Extension): void {
    clearResult(id)
    const { epoch } = reader.get(id)
    journal.append({ what: 'extended', noun: 'run', id, details: { from: extension.epochs, to: epoch } })
    const times = journal.countExtensions(id) + 1
    progress.appendLog(
      id,
      `Extended from ${extension.epochs} to ${epoch} epochs: the test part has now been scored ${times} times for this run.`,
    )
  }

  const end = artifacts.tidying((id: number, how: RunEnd): boolean => {
    const extension = extensionOf(id)
    if (extension && (how.state === 'cancelled' || how.hasDiverged)) {
      giveUp(id, extension, how)
      return true
    }
    if (!progress.change(id, how.state, statesBefore[how.state], how.reason)) return false
    if (how.hasDiverged) diverge.run(id)
    return true
  })

  /** The result from before the extension stands. */
  function giveUp(id: number, extension: Extension, how: RunEnd): void {
    const { epochs, reason } = extension
    removeEpochs.run(id, epochs)
    goBack.run(id)
    if (how.state !== 'cancelled')
      explain.run([reason, `training on failed: ${how.reason}`].filter(Boolean).join('; '), id)
    checkpoints.pruneFinished(id)
    progress.appendLog(id, `Not trained on: the result of epoch ${epochs} stands.`)
  }

  return {
    finish: (id: number, result: FinishedRun) => finish(id, result),
    end: (id: number, how: RunEnd) => end(id, how),
  }
}
