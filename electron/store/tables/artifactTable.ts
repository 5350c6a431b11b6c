import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import type { FileFolder } from '../fileFolder.ts'
import { missingFile } from '../fileStore.ts'
import { timestamp } from '../json.ts'
import type { Artifact, ArtifactKind, ArtifactRef, ArtifactTable } from '../artifact.ts'

interface Row {
  sha256: string
  kind: ArtifactKind
  bytes: number
  is_in_database: number
}

const toArtifact = ({ is_in_database, ...rest }: Row): Artifact => ({ ...rest, isInDatabase: is_in_database === 1 })

/** Rows of large things; what the other tables' functions use besides {@link ArtifactTable}. */
export interface OwnedArtifacts extends ArtifactTable {
  /** Makes the row of something just put into the folder, which holds it no longer. Throws `not-found` when it is not there. */
  add(ref: ArtifactRef): void
  /** Removes rows that nothing refers to. Answers those whose bytes were there, so that files can go after the commit. */
  collect(): { sha256: string; bytes: number }[]
  /** Removes the files of collected rows: once a larger transaction is over, since the rows could still come back. */
  removeFiles(collected: readonly { sha256: string }[]): void
  /** A larger transaction is over: files that waited for it go, unless a row names them. */
  removeWaiting(): void
  /** A transaction of `work` and the removal of rows that nothing refers to afterwards; then their files go. */
  tidying<Args extends unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result
}

const prepareStatements = (db: Database) => {
  const columns = 'sha256, kind, bytes, content IS NOT NULL AS is_in_database'
  const one = db.prepare<[string], Row>(`SELECT ${columns} FROM artifacts WHERE sha256 = ?`)
  const all = db.prepare<[], Row>(`SELECT ${columns} FROM artifacts ORDER BY created_at, sha256`)
  const inFiles = db.prepare<[], Row>(
    `SELECT ${columns} FROM artifacts WHERE content IS NULL
       AND sha256 NOT IN (SELECT sha256 FROM data_sets WHERE excerpt_sha256 IS NOT NULL) ORDER BY created_at, sha256`,
  )
  const body = db.prepare<[string], { content: Buffer | null }>('SELECT content FROM artifacts WHERE sha256 = ?')
  const insert = db.prepare<[string, string, number, string]>(
    'INSERT INTO artifacts (sha256, kind, bytes, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const sweep = db.prepare<[], Row>(
    `DELETE FROM artifacts WHERE sha256 NOT IN (
       SELECT sha256 FROM data_sets UNION SELECT sha256 FROM splits
       UNION SELECT excerpt_sha256 FROM data_sets WHERE excerpt_sha256 IS NOT NULL
       UNION SELECT weights_sha256 FROM runs WHERE weights_sha256 IS NOT NULL
       UNION SELECT initial_weights_sha256 FROM runs WHERE initial_weights_sha256 IS NOT NULL
       UNION SELECT sha256 FROM checkpoints
       UNION SELECT logits_sha256 FROM evaluations WHERE logits_sha256 IS NOT NULL
     ) RETURNING ${columns}`,
  )
  return { one, all, inFiles, body, insert, sweep }
}

export function createArtifactTable(db: Database, folder: FileFolder): OwnedArtifacts {
  const { one, all, inFiles, body, insert, sweep } = prepareStatements(db)

  function find(sha256: string): Artifact | null {
    const row = one.get(sha256)
    return row ? toArtifact(row) : null
  }

  const has = (sha256: string) => folder.has(sha256) || (find(sha256)?.isInDatabase ?? false)

  const collect = () => sweep.all().filter((row) => row.is_in_database === 1 || folder.has(row.sha256))

  const waiting = new Set<string>()

  function removeFiles(collected: readonly { sha256: string }[]): void {
    for (const { sha256 } of collected) waiting.add(sha256)
    removeWaiting()
  }

  function removeWaiting(): void {
    if (db.inTransaction) return
    for (const sha256 of waiting) if (!one.get(sha256)) folder.remove(sha256)
    waiting.clear()
  }

  function tidying<Args extends unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result {
    const both = db.transaction((...args: Args) => ({ result: work(...args), collected: collect() }))
    return (...args) => {
      const { result, collected } = both.immediate(...args)
      removeFiles(collected)
      return result
    }
  }

  return {
    find,
    list: () => all.all().map(toArtifact),
    listInFiles: () => inFiles.all().map(toArtifact),
    has,
    content(sha256) {
      const row = body.get(sha256)
      if (!row) throw new AppError('not-found', `Nothing is stored under ${sha256}.`)
      return row.content
    },
    add(ref) {
      if (!has(ref.sha256)) throw missingFile(ref, folder.pathOf(ref.sha256))
      insert.run(ref.sha256, ref.kind, ref.bytes, timestamp())
      folder.release(ref.sha256)
    },
    collect,
    removeFiles,
    removeWaiting,
    tidying,
  }
}
