import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { makeFolder, syncFile, syncFolderOf } from './durable.ts'

/** SHA-256 of bytes or text, in hexadecimal. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** SHA-256 and size of a file, read piece by piece. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { sha256: hash.digest('hex'), bytes: statSync(path).size }
}

/** A folder of files named by their SHA-256, and `tmp/` for those that have no name yet. Knows no database. */
export type FileFolder = ReturnType<typeof createFileFolder>

const sha256Pattern = /^[0-9a-f]{64}$/

/** Makes the folder when it is not there. */
export function createFileFolder(path: string) {
  const temporaryPath = join(path, 'tmp')
  makeFolder(temporaryPath)

  const pathOf = (sha256: string): string => join(path, sha256)
  const has = (sha256: string): boolean => existsSync(pathOf(sha256))

  /** Gives a finished file in `tmp/` its name: first its bytes are on the disk, then its name is. */
  function settle(temporary: string, sha256: string): void {
    syncFile(temporary)
    renameSync(temporary, pathOf(sha256))
    syncFolderOf(pathOf(sha256))
  }

  function putBytes(bytes: Uint8Array): { sha256: string; bytes: number } {
    const sha256 = sha256Of(bytes)
    if (has(sha256)) return { sha256, bytes: bytes.length }
    const temporary = join(temporaryPath, randomUUID())
    try {
      writeFileSync(temporary, bytes)
      settle(temporary, sha256)
    } finally {
      // Still there only after a failure: on a full disk half a file must not stay.
      rmSync(temporary, { force: true })
    }
    return { sha256, bytes: bytes.length }
  }

  /** Takes the file over: it is gone from `source` afterwards. */
  async function putFile(source: string): Promise<{ sha256: string; bytes: number }> {
    const temporary = join(temporaryPath, randomUUID())
    try {
      moveFile(source, temporary)
      const { sha256, bytes } = await hashFile(temporary)
      if (!has(sha256)) settle(temporary, sha256)
      return { sha256, bytes }
    } finally {
      rmSync(temporary, { force: true })
    }
  }

  function read(sha256: string): Uint8Array {
    return readFileSync(pathOf(sha256))
  }

  function remove(sha256: string): void {
    rmSync(pathOf(sha256), { force: true })
  }

  /** A new empty folder in `tmp/`, for what a job writes. */
  function temporaryFolder(): string {
    const folder = join(temporaryPath, randomUUID())
    mkdirSync(folder)
    return folder
  }

  /** Removes what a job left. Only what lies in `tmp/` is touched. */
  function removeTemporary(folder: string): void {
    if (folder.startsWith(join(temporaryPath, '/'))) rmSync(folder, { recursive: true, force: true })
  }

  /** Removes all of `tmp/`; only right when no job is running. Answers how many entries there were. */
  function emptyTemporary(): number {
    const names = readdirSync(temporaryPath)
    for (const name of names) rmSync(join(temporaryPath, name), { recursive: true, force: true })
    return names.length
  }

  return {
    path,
    pathOf,
    has,
    putBytes,
    putFile,
    read,
    remove,
    temporaryFolder,
    removeTemporary,
    emptyTemporary,
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
