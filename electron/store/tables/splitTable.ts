import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import { splitSummarySchema, type SplitSummary } from '../../shared/split.ts'
import { parseColumn } from '../json.ts'
import { isDuplicate } from '../storeError.ts'
import type { NewSplit, SplitTable } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'

/** Splits, and how a new data set adds its own. */
export interface OwnedSplits extends SplitTable {
  add(dataSetId: number, splits: readonly NewSplit[]): void
}

const prepareStatements = (db: Database) => {
  const append = db.prepare<[number, string, number, string, string]>(
    `INSERT INTO splits (data_set_id, key, position, summary, sha256)
     VALUES (?, ?, (SELECT coalesce(max(position) + 1, 0) FROM splits WHERE data_set_id = ?), ?, ?)`,
  )
  const one = db.prepare<[number, string], { summary: string; sha256: string }>(
    'SELECT summary, sha256 FROM splits WHERE data_set_id = ? AND key = ?',
  )
  const all = db.prepare<[number], { summary: string }>(
    'SELECT summary FROM splits WHERE data_set_id = ? ORDER BY position',
  )
  const users = db.prepare<[number, string], { name: string }>(
    'SELECT name FROM studies WHERE data_set_id = ? AND split = ? ORDER BY id',
  )
  const remove = db.prepare<[number, string]>('DELETE FROM splits WHERE data_set_id = ? AND key = ?')
  return { append, one, all, users, remove }
}

export function createSplitTable(db: Database, artifacts: OwnedArtifacts): OwnedSplits {
  const { append, one, all, users, remove } = prepareStatements(db)

  function get(dataSetId: number, key: string): { summary: SplitSummary; sha256: string } {
    const row = one.get(dataSetId, key)
    if (!row) throw new AppError('not-found', `The data set has no split "${key}".`, 'Choose one of its own splits.')
    return { summary: parseColumn(splitSummarySchema, row.summary), sha256: row.sha256 }
  }

  const insert = db.transaction((dataSetId: number, { summary, file }: NewSplit): SplitSummary => {
    artifacts.add(file)
    try {
      append.run(dataSetId, summary.key, dataSetId, JSON.stringify(summary), file.sha256)
    } catch (error) {
      if (!isDuplicate(error)) throw error
      throw new AppError(
        'conflict',
        `The data set has a split "${summary.key}" already.`,
        'Choose another name or seed.',
      )
    }
    return summary
  })

  return {
    get,
    list: (dataSetId) => all.all(dataSetId).map(({ summary }) => parseColumn(splitSummarySchema, summary)),
    insert: (dataSetId, split) => insert(dataSetId, split),
    add: (dataSetId, splits) => splits.forEach((split) => insert(dataSetId, split)),
    delete(dataSetId, key) {
      get(dataSetId, key)
      const studies = users.all(dataSetId, key).map(({ name }) => `"${name}"`)
      if (studies.length > 0)
        throw new AppError(
          'conflict',
          `The split "${key}" is used by ${studies.join(', ')}.`,
          'Delete those studies first.',
        )
      artifacts.tidying(() => remove.run(dataSetId, key))()
    },
  }
}
