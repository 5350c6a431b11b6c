import type { Database } from 'better-sqlite3'
import { runName } from '../../shared/seedText.ts'
import type { Artifact } from '../artifact.ts'
import type { Deletion, Target } from '../deletion.ts'
import type { FileFolder } from '../fileFolder.ts'
import { createExtensionReader } from '../extension.ts'
import type { RunTable } from '../runs.ts'
import type { JournalTable, SplitTable } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import { createCheckpointTable } from './checkpointTable.ts'
import type { OwnedEvaluations } from './evaluationTable.ts'
import type { OwnedExplanations } from './explanationTable.ts'
import { notFound, requireChange } from './names.ts'
import { createRepetitionTable } from './repetitionTable.ts'
import { createRunEnd } from './runEnd.ts'
import { createRunExtend } from './runExtend.ts'
import { createRunProgress } from './runProgress.ts'
import { createRunQueue } from './runQueue.ts'
import { createRunRestart } from './runRestart.ts'
import { createRunReader } from './runRows.ts'
import { createRunUsage } from './runUsage.ts'

interface Owners {
  artifacts: OwnedArtifacts
  splits: SplitTable
  evaluations: OwnedEvaluations
  explanations: OwnedExplanations
  journal: JournalTable
  deletion: Deletion
  folder: FileFolder
}

/**
 * Runs: reading (`runRows.ts`), waiting (`runQueue.ts`), going on (`runProgress.ts`), ending (`runEnd.ts`), starting again
 * (`runRestart.ts`), being trained on (`runExtend.ts`), and what they take of the computer (`runUsage.ts`).
 */
export function createRunTable(db: Database, owners: Owners): RunTable {
  const { artifacts, evaluations, explanations, deletion } = owners
  const checkpoints = createCheckpointTable(db, owners)
  const repetitions = createRepetitionTable(db)
  const reader = createRunReader(db, { ...owners, checkpoints, repetitions })
  const { change, ...progress } = createRunProgress(db, { artifacts, checkpoints })

  /** Scores and what was made from the weights. */
  function clearResult(id: number): void {
    evaluations.removeAll(id)
    explanations.removeAll(id)
    repetitions.removeAll(id)
  }

  const { appendLog } = progress
  const parts = {
    ...owners,
    reader,
    extensionOf: createExtensionReader(db),
    checkpoints,
    progress: { change, ...progress },
    appendLog,
    clearResult,
  }
  const setArchived = db.prepare<[number, number]>('UPDATE runs SET archived = ? WHERE id = ?')
  const weightsOf = db.prepare<[number], { sha256: string | null; endedAt: string | null }>(
    `SELECT weights_sha256 AS sha256, iif(extension IS NULL, ended_at, extension ->> '$.endedAt') AS endedAt
     FROM runs WHERE id = ?`,
  )
  const removeRow = db.prepare<[number]>('DELETE FROM runs WHERE id = ?')

  function target(id: number): Target {
    const name = runName(reader.get(id))
    return { noun: 'run', id, name, runsWhere: 'runs.id = ?', removeRows: () => removeRow.run(id) }
  }

  function rowOf(id: number): { sha256: string | null; endedAt: string | null } {
    const row = weightsOf.get(id)
    if (!row) throw notFound('run', id)
    return row
  }

  function weights(id: number): Artifact | null {
    const { sha256 } = rowOf(id)
    return sha256 === null ? null : artifacts.find(sha256)
  }

  return {
    ...reader,
    ...progress,
    ...createRunQueue(db, { artifacts, get: reader.get, appendLog }),
    ...createRunEnd(db, parts),
    ...createRunRestart(db, parts),
    ...createRunExtend(db, parts),
    ...createRunUsage(db),
    addRepetition: (id, repetition) => repetitions.add(reader.get(id).id, repetition),
    archive: (id, archived) => requireChange(setArchived.run(Number(archived), id).changes, 'run', id),
    weights,
    weightsEndedAt: (id) => rowOf(id).endedAt,
    planDelete: (id) => deletion.plan(target(id)),
    delete: (id) => deletion.execute(target(id)),
  }
}
