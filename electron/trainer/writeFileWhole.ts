import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../shared/appError.ts'

/**
 * Writes a file so that it is there whole or not at all: temporary name, fsync, rename, fsync of the folder.
 * @throws AppError `disk-full` or `read-only` where that is the reason.
 */
export function writeFileWhole(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(temporary, 'w')
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw explainWriteError(error, path)
  }
}

/**
 * Makes a folder, and those above it, where it is not there yet.
 * @throws AppError as {@link writeFileWhole}.
 */
export function createFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw explainWriteError(error, path)
  }
}

/** The new name survives a power cut only once the folder is on the disk too. Windows cannot sync folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A full disk or a forbidden place as an AppError with advice; anything else as it is. */
export function explainWriteError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('disk-full', `There is no room left to write ${path}.`, 'Free some space, then run it again.')
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new AppError('read-only', `${path} may not be written.`, 'Check the permissions of its folder.')
  return error
}
