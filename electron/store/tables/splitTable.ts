import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import { splitSummarySchema, type SplitKind, type SplitSummary } from '../../shared/split.ts'
import { parseColumn } from '../json.ts'
import type { ArtifactRef } from '../artifact.ts'
import type { SplitTable } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'

/** Splits, and how a new data set adds its own. */
export interface OwnedSplits extends SplitTable {
  add(dataSetId: number, splits: readonly { summary: SplitSummary; file: ArtifactRef }[]): void
}

export function createSplitTable(db: Database, artifacts: OwnedArtifacts): OwnedSplits {
  const insert = db.prepare<[number, string, number, string, string]>(
    'INSERT INTO splits (data_set_id, kind, position, summary, sha256) VALUES (?, ?, ?, ?, ?)',
  )
  const one = db.prepare<[number, SplitKind], { summary: string; sha256: string }>(
    'SELECT summary, sha256 FROM splits WHERE data_set_id = ? AND kind = ?',
  )
  const all = db.prepare<[number], { summary: string }>(
    'SELECT summary FROM splits WHERE data_set_id = ? ORDER BY position',
  )

  return {
    get(dataSetId, kind) {
      const row = one.get(dataSetId, kind)
      if (!row) throw new AppError('not-found', `The data set has no split "${kind}".`, 'Choose one of its own splits.')
      return { summary: parseColumn(splitSummarySchema, row.summary), sha256: row.sha256 }
    },
    list: (dataSetId) => all.all(dataSetId).map(({ summary }) => parseColumn(splitSummarySchema, summary)),
    add(dataSetId, splits) {
      splits.forEach(({ summary, file }, position) => {
        artifacts.add(file)
        insert.run(dataSetId, summary.kind, position, JSON.stringify(summary), file.sha256)
      })
    },
  }
}
