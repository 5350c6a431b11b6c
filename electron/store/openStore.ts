import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../shared/appError.ts'
import { createDeletion } from './deletion.ts'
import { databaseBytes, diskFreeBytes, refuseNetworkFileSystem } from './disk.ts'
import { makeFolder } from './durable.ts'
import { realDatabasePath } from './engineLock.ts'
import { createFileFolder } from './fileFolder.ts'
import { createFileStore, missingWarnings } from './fileStore.ts'
import { ownsFiles } from './filesOwner.ts'
import { checkVersion, migrate, type Migration } from './migrate.ts'
import { exportSelfContained } from './referenceCopy.ts'
import type { Store } from './store.ts'
import { speakPlainly, toStoreError } from './storeError.ts'
import { sweepFiles } from './sweepFiles.ts'
import { createArtifactTable } from './tables/artifactTable.ts'
import { createDataSetTable } from './tables/dataSetTable.ts'
import { createEvaluationTable } from './tables/evaluationTable.ts'
import { createExplanationTable } from './tables/explanationTable.ts'
import { createJournalTable } from './tables/journalTable.ts'
import { createRunTable } from './tables/runTable.ts'
import { createSettingTable } from './tables/settingTable.ts'
import { createSplitTable } from './tables/splitTable.ts'
import { createStudyTable } from './tables/studyTable.ts'
import { createVariantTable } from './tables/variantTable.ts'

/** The folder of large files that belongs to a database: `foo.db` has `foo.files` beside it. */
export function filesPathOf(path: string): string {
  return join(dirname(path), `${basename(path, extname(path))}.files`)
}

/**
 * Opens the database at `path` (made when it is not there) and its files. Only the engine that holds the lock
 * (`holdEngineLock`) may: what no row names any more is tidied away. The API is in `store.ts`.
 *
 * Throws AppError `newer-database`, `bad-file`, `read-only`, `disk-full` or `network-file-system`; the file is then as
 * it was.
 */
export function openStore(path: string, options: { filesPath?: string } = {}): Store {
  const db = openDatabase(path)
  try {
    return assembleStore(db, realpathSync(path), options.filesPath ?? filesPathOf(realpathSync(path)))
  } catch (error) {
    db.close()
    throw toStoreError(error, path)
  }
}

/** Opens, checks and migrates a database and sets how it is written; see {@link openStore} for what is thrown. */
export function openDatabase(path: string, steps?: readonly Migration[]): Database.Database {
  let db: Database.Database | undefined
  try {
    const folder = dirname(resolve(path))
    makeFolder(folder)
    refuseNetworkFileSystem(realpathSync(folder))
    accessSync(folder, constants.W_OK)
    if (existsSync(path)) accessSync(path, constants.W_OK)
    db = new Database(realDatabasePath(path), { timeout: 5000 })
    checkVersion(db, path, steps?.length)
    migrate(db, path, steps)
    writeAhead(db, path)
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    return db
  } catch (error) {
    db?.close()
    throw toStoreError(error, path)
  }
}

const nothingSwept: Store['sweep'] = { temporaryFiles: 0, unreferencedFiles: 0, freedBytes: 0 }

const foreignFiles = (filesPath: string): string =>
  `The folder ${filesPath} belongs to another database. It is used, but files that nothing needs stay in it.`

/** A disk without shared memory for the log leaves the mode as it was, without an error. */
function writeAhead(db: Database.Database, path: string): void {
  const mode = String(db.pragma('journal_mode = WAL', { simple: true }))
  if (mode === 'wal') return
  throw new AppError(
    'network-file-system',
    `The disk of ${path} cannot hold SQLite's write-ahead log (journal mode stays ${mode}).`,
    'Put the database on a local disk (--db FILE).',
  )
}

/** Puts the tables over an open database. Exported for tests that need the connection underneath. */
export function assembleStore(db: Database.Database, path: string, filesPath: string): Store {
  const folder = createFileFolder(filesPath)
  const artifacts = createArtifactTable(db, folder)
  const settings = createSettingTable(db)
  const isOwner = ownsFiles(filesPath, settings)
  const sweep = isOwner ? sweepFiles(folder, artifacts) : nothingSwept
  const journal = createJournalTable(db)
  const deletion = createDeletion(db, { artifacts, journal })
  const splits = createSplitTable(db, artifacts)
  const dataSets = createDataSetTable(db, { artifacts, splits, deletion })
  const variants = createVariantTable(db, { deletion })
  const studies = createStudyTable(db, { variants, deletion })
  const evaluations = createEvaluationTable(db, { artifacts, journal })
  const explanations = createExplanationTable(db)
  const runs = createRunTable(db, { artifacts, splits, evaluations, explanations, journal, deletion, folder })
  const files = createFileStore(folder, artifacts)

  function transaction<T>(fn: () => T): T {
    try {
      return db.transaction(fn).immediate()
    } catch (error) {
      throw toStoreError(error, path)
    } finally {
      artifacts.removeWaiting()
    }
  }

  return {
    path,
    filesPath,
    dataSets: speakPlainly(dataSets, path),
    splits: speakPlainly(splits, path),
    studies: speakPlainly(studies, path),
    variants: speakPlainly(variants, path),
    runs: speakPlainly(runs, path),
    evaluations: speakPlainly(evaluations, path),
    explanations: speakPlainly(explanations, path),
    artifacts: speakPlainly(artifacts, path),
    settings: speakPlainly(settings, path),
    journal: speakPlainly(journal, path),
    files,
    sweep,
    transaction,
    databaseBytes: () => databaseBytes(path),
    diskFreeBytes: () => diskFreeBytes(filesPath),
    warnings: () => [...missingWarnings(files), ...(isOwner ? [] : [foreignFiles(filesPath)])],
    exportSelfContained: (target, choice) => exportSelfContained(db, files, target, choice),
    close: () => void db.close(),
  }
}
