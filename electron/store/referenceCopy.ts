import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../shared/appError.ts'
import { makeFolder, syncFile, syncFolderOf } from './durable.ts'
import { checkIntegrity, checkVersion } from './migrate.ts'
import type { Artifact, ExportChoice, FileStore } from './artifact.ts'
import { addExcerpt, halveLogits } from './copyContents.ts'
import { asBeforeExtension } from './extension.ts'
import { timestamp } from './json.ts'
import { toStoreError } from './storeError.ts'

/**
 * Makes a user's database from one that ships with the program: copied to a temporary name, checked, renamed. The
 * source is only read as a file and never opened, so it may lie in a read-only folder.
 *
 * Throws AppError `conflict` when `to` is there already, `not-found` when `from` is not, `bad-file`, `newer-database`,
 * `read-only` or `disk-full`; nothing is left behind then.
 */
export function copyReference(from: string, to: string): void {
  if (!existsSync(from)) throw new AppError('not-found', `There is no reference study at ${from}.`)
  if (existsSync(to))
    throw new AppError('conflict', `There is already a database at ${to}.`, 'Open it, or choose another name.')
  const temporary = `${to}.tmp`
  try {
    makeFolder(dirname(to))
    copyFileSync(from, temporary)
    // A copy of a read-only file is read-only too.
    chmodSync(temporary, 0o666 & ~process.umask())
    checkIntegrity(temporary)
    checkFile(temporary)
    syncFile(temporary)
    renameSync(temporary, to)
    syncFolderOf(to)
  } catch (error) {
    throw toStoreError(error, to)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function checkFile(path: string): void {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    checkVersion(db, path)
  } finally {
    db.close()
  }
}

/**
 * Writes one file at `target` that needs no folder beside it: `VACUUM INTO`, chosen artifacts inside, journal mode
 * DELETE, settings left out, integrity checked. An older file there is replaced at the end.
 *
 * Throws AppError `not-found` when a chosen artifact's bytes are missing, `disk-full` or `read-only`.
 */
export function exportSelfContained(
  db: Database.Database,
  files: FileStore,
  target: string,
  choice: ExportChoice,
): void {
  const temporary = `${target}.tmp`
  rmSync(temporary, { force: true })
  try {
    db.prepare('VACUUM INTO ?').run(temporary)
    const copy = new Database(temporary)
    try {
      fillCopy(copy, files, choice)
    } finally {
      copy.close()
    }
    checkIntegrity(temporary)
    syncFile(temporary)
    renameSync(temporary, target)
    syncFolderOf(target)
  } catch (error) {
    throw toStoreError(error, target)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function fillCopy(copy: Database.Database, files: FileStore, choice: ExportChoice): void {
  const { includes, isReference } = choice
  // Excerpts that are inside already go along: they are there since their data set's file is not.
  const artifacts = copy
    .prepare<[], { sha256: string; kind: Artifact['kind']; bytes: number; inside: number }>(
      `SELECT sha256, kind, bytes, content IS NOT NULL AS inside FROM artifacts
       WHERE sha256 NOT IN (SELECT excerpt_sha256 FROM data_sets WHERE excerpt_sha256 IS NOT NULL)`,
    )
    .all()
  const put = copy.prepare<[Uint8Array | null, string]>('UPDATE artifacts SET content = ? WHERE sha256 = ?')
  copy.pragma('foreign_keys = ON')
  copy.transaction(() => {
    const left: string[] = []
    for (const { inside, ...artifact } of artifacts) {
      const isIncluded = artifact.kind !== 'checkpoint' && includes({ ...artifact, isInDatabase: inside === 1 })
      put.run(isIncluded ? files.readArtifact(artifact.sha256) : null, artifact.sha256)
      if (!isIncluded) left.push(artifact.sha256)
    }
    forget(copy, left)
    if (choice.halvesLogits) halveLogits(copy)
    for (const excerpt of choice.excerpts ?? []) addExcerpt(copy, excerpt)
    endExtensions(copy)
    failLostImports(copy)
    copy.exec('DELETE FROM settings')
    if (isReference) copy.exec('UPDATE studies SET is_reference = 1')
  })()
  copy.pragma('journal_mode = DELETE')
  copy.exec('VACUUM')
}

/** Lets runs forget weights, logits and checkpoints that the copy does not carry. */
function forget(copy: Database.Database, hashes: readonly string[]): void {
  const list = JSON.stringify(hashes)
  const among = '(SELECT value FROM json_each(?))'
  copy.prepare<[string]>(`UPDATE runs SET weights_sha256 = NULL WHERE weights_sha256 IN ${among}`).run(list)
  copy
    .prepare<[string]>(`UPDATE runs SET initial_weights_sha256 = NULL WHERE initial_weights_sha256 IN ${among}`)
    .run(list)
  copy.prepare<[string]>(`DELETE FROM checkpoints WHERE sha256 IN ${among}`).run(list)
  copy.prepare<[string]>(`UPDATE evaluations SET logits_sha256 = NULL WHERE logits_sha256 IN ${among}`).run(list)
  copy
    .prepare<[string]>(
      `DELETE FROM artifacts WHERE sha256 IN ${among}
       AND sha256 NOT IN (SELECT sha256 FROM data_sets UNION SELECT sha256 FROM splits)`,
    )
    .run(list)
}

/** Runs that were being trained on cannot go on without a checkpoint: the result that they had stands. */
function endExtensions(copy: Database.Database): void {
  copy
    .prepare<[string]>(
      `INSERT INTO run_log (run_id, at, text)
       SELECT id, ?, 'Not trained on in this copy: the result of epoch ' || (extension ->> '$.epochs') || ' stands.'
       FROM runs WHERE extension IS NOT NULL`,
    )
    .run(timestamp())
  copy.exec(`DELETE FROM epochs WHERE epoch > (SELECT extension ->> '$.epochs' FROM runs WHERE runs.id = run_id)`)
  copy.exec(`UPDATE runs SET ${asBeforeExtension} WHERE extension IS NOT NULL`)
}

/** Runs that wait to be scored with imported weights cannot be without them. */
function failLostImports(copy: Database.Database): void {
  copy
    .prepare<[string]>(
      `UPDATE runs SET state = 'failed', ended_at = ?,
         reason = 'The weights of ' || imported_from || ' are not in this copy. Delete the run and import them again.'
       WHERE imported_from IS NOT NULL AND initial_weights_sha256 IS NULL
         AND state NOT IN ('finished', 'failed', 'cancelled')`,
    )
    .run(timestamp())
}
