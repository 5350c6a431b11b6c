import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../shared/appError.ts'
import { syncFile, syncFolderOf } from './durable.ts'
import { hashFile, sha256Of } from './hash.ts'
import { createHeldFiles } from './heldFiles.ts'
import { createTemporaryFiles } from './temporaryFiles.ts'

/** A folder of files named by their SHA-256, and `tmp/` for those that have no name yet. Knows no database. */
export type FileFolder = ReturnType<typeof createFileFolder>

const sha256Pattern = /^[0-9a-f]{64}$/

/** Makes the folder when it is not there. */
export function createFileFolder(path: string) {
  const temporary = createTemporaryFiles(join(path, 'tmp'))
  const held = createHeldFiles()

  /** Throws AppError `bad-file` for a name out of a database that is no hash: it could lead out of the folder. */
  function pathOf(sha256: string): string {
    if (sha256Pattern.test(sha256)) return join(path, sha256)
    throw new AppError('bad-file', `The database names a file ${JSON.stringify(sha256)}, which is no SHA-256.`)
  }
  const has = (sha256: string): boolean => existsSync(pathOf(sha256))

  /** Gives a finished file in `tmp/` its name: first its bytes are on the disk, then its name is. */
  function settle(unnamed: string, sha256: string): void {
    syncFile(unnamed)
    renameSync(unnamed, pathOf(sha256))
    syncFolderOf(pathOf(sha256))
  }

  function putBytes(bytes: Uint8Array): { sha256: string; bytes: number } {
    const sha256 = sha256Of(bytes)
    if (has(sha256)) return { sha256, bytes: bytes.length }
    const unnamed = temporary.newPath()
    try {
      writeFileSync(unnamed, bytes)
      settle(unnamed, sha256)
    } finally {
      // Still there only after a failure: on a full disk half a file must not stay.
      rmSync(unnamed, { force: true })
    }
    return { sha256, bytes: bytes.length }
  }

  /** Takes the file over: it is gone from `source` afterwards. Ends with the file held. */
  async function putFile(source: string): Promise<{ sha256: string; bytes: number }> {
    const unnamed = temporary.newPath()
    try {
      moveFile(source, unnamed)
      const { sha256, bytes } = await hashFile(unnamed)
      if (!has(sha256)) settle(unnamed, sha256)
      // At once: somebody else may be about to remove the same bytes.
      held.hold(sha256)
      return { sha256, bytes }
    } finally {
      rmSync(unnamed, { force: true })
    }
  }

  /** False also where the file is missing. */
  const isWhole = (sha256: string): boolean => has(sha256) && sha256Of(read(sha256)) === sha256

  function read(sha256: string): Uint8Array {
    return readFileSync(pathOf(sha256))
  }

  /** Leaves a file that is held. */
  function remove(sha256: string): void {
    if (!held.isHeld(sha256)) rmSync(pathOf(sha256), { force: true })
  }

  return {
    path,
    pathOf,
    has,
    isWhole,
    putBytes,
    putFile,
    read,
    remove,
    hold: held.hold,
    release: held.release,
    temporary,
    list: (nowMs = Date.now()) => listNamed(path, nowMs),
  }
}

/** Renames, or copies where the source lies on another disk. */
function moveFile(source: string, target: string): void {
  try {
    renameSync(source, target)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    copyFileSync(source, target)
    rmSync(source)
  }
}

function listNamed(folder: string, nowMs: number): { sha256: string; bytes: number; ageMs: number }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && sha256Pattern.test(entry.name))
    .map(({ name }) => {
      const { size, mtimeMs, ctimeMs } = statSync(join(folder, name))
      // A rename keeps mtime; ctime tells when the file got its name here.
      return { sha256: name, bytes: size, ageMs: nowMs - Math.max(mtimeMs, ctimeMs) }
    })
}
