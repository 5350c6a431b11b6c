import type { Database } from 'better-sqlite3'
import type { Deletion, Target } from '../deletion.ts'
import type { FileFolder } from '../fileFolder.ts'
import type { Artifact } from '../artifact.ts'
import type { RunTable, SplitTable } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import type { OwnedEvaluations } from './evaluationTable.ts'
import type { OwnedExplanations } from './explanationTable.ts'
import { notFound, requireChange } from './names.ts'
import { createRunProgress } from './runProgress.ts'
import { createRunQueue } from './runQueue.ts'
import { createRunReader } from './runRows.ts'

interface Owners {
  artifacts: OwnedArtifacts
  splits: SplitTable
  evaluations: OwnedEvaluations
  explanations: OwnedExplanations
  deletion: Deletion
  folder: FileFolder
}

/** Runs: reading (`runRows.ts`), waiting (`runQueue.ts`) and going on (`runProgress.ts`). */
export function createRunTable(db: Database, owners: Owners): RunTable {
  const { artifacts, evaluations, explanations, deletion, folder } = owners
  const reader = createRunReader(db, owners)
  const progress = createRunProgress(db, owners)
  const removeEpochs = db.prepare<[number]>('DELETE FROM epochs WHERE run_id = ?')

  function clear(id: number): void {
    removeEpochs.run(id)
    evaluations.removeAll(id)
    explanations.removeAll(id)
  }

  const queue = createRunQueue(db, { get: reader.get, appendLog: progress.appendLog, clear })
  const setArchived = db.prepare<[number, number]>('UPDATE runs SET archived = ? WHERE id = ?')
  const weightsOf = db.prepare<[number], { sha256: string | null }>(
    'SELECT weights_sha256 AS sha256 FROM runs WHERE id = ?',
  )
  const removeRow = db.prepare<[number]>('DELETE FROM runs WHERE id = ?')

  function target(id: number): Target {
    const { variantName, seed } = reader.get(id)
    const name = `${variantName}, seed ${seed}`
    return { noun: 'run', id, name, runsWhere: 'runs.id = ?', removeRows: () => removeRow.run(id) }
  }

  function weights(id: number): Artifact | null {
    const row = weightsOf.get(id)
    if (!row) throw notFound('run', id)
    return row.sha256 === null ? null : artifacts.find(row.sha256)
  }

  function retry(id: number) {
    const run = queue.retry(id)
    const orphans = artifacts.collect()
    if (!db.inTransaction) for (const { sha256 } of orphans) folder.remove(sha256)
    return run
  }

  return {
    ...reader,
    ...progress,
    ...queue,
    retry,
    archive: (id, archived) => requireChange(setArchived.run(Number(archived), id).changes, 'run', id),
    weights,
    planDelete: (id) => deletion.plan(target(id)),
    delete: (id) => deletion.execute(target(id)),
  }
}
