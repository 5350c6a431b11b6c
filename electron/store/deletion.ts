import type { Database } from 'better-sqlite3'
import { AppError } from '../shared/appError.ts'
import { activeStates } from '../shared/run.ts'
import type { Freed } from './deletable.ts'
import type { JournalNoun, JournalTable } from './store.ts'
import type { OwnedArtifacts } from './tables/artifactTable.ts'

/** What is deleted: its runs by a condition on `runs` joined with `variants`, and how its rows go. */
export interface Target {
  noun: JournalNoun
  id: number
  name: string
  /** SQL condition with one `?`, the id; null where it has no runs. */
  runsWhere: 'runs.id = ?' | 'variants.id = ?' | 'variants.study_id = ?' | null
  removeRows(): void
}

export interface Deletion {
  plan(target: Target): Freed
  execute(target: Target): Freed
}

/** Deletes rows with their journal line in one transaction, then the files that nothing else needs. */
export function createDeletion(db: Database, parts: { artifacts: OwnedArtifacts; journal: JournalTable }): Deletion {
  const { artifacts, journal } = parts

  function countRuns({ runsWhere, id }: Target): number {
    if (runsWhere === null) return 0
    const states = activeStates.map((state) => `'${state}'`).join(', ')
    const counts = db
      .prepare<[number], { runs: number; active: number | null }>(
        `SELECT count(*) AS runs, sum(runs.state IN (${states})) AS active
         FROM runs JOIN variants ON variants.id = runs.variant_id WHERE ${runsWhere}`,
      )
      .get(id)
    if (counts?.active) {
      throw new AppError(
        'conflict',
        `${counts.active} of its runs are training.`,
        'Cancel them first, or wait for their end.',
      )
    }
    return counts?.runs ?? 0
  }

  function remove(target: Target): { freed: Freed; collected: { sha256: string }[] } {
    const runs = countRuns(target)
    target.removeRows()
    const collected = artifacts.collect()
    const freedBytes = collected.reduce((sum, { bytes }) => sum + bytes, 0)
    const { noun, id, name } = target
    journal.append({ what: 'delete', noun, id, details: { name, runs, freedBytes } })
    return { freed: { freedBytes, runs }, collected }
  }

  function plan(target: Target): Freed {
    db.exec('SAVEPOINT plan')
    try {
      return remove(target).freed
    } finally {
      // SQLite may have rolled back everything by itself (disk full); then there is no savepoint left.
      if (db.inTransaction) db.exec('ROLLBACK TO plan; RELEASE plan')
    }
  }

  const removeForGood = db.transaction(remove)

  function execute(target: Target): Freed {
    const { freed, collected } = removeForGood.immediate(target)
    artifacts.removeFiles(collected)
    return freed
  }

  return { plan, execute }
}
