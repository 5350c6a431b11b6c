import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../shared/appError.ts'

/** Writes a file that is whole or not there. @throws AppError `disk-full`, `read-only` or `not-found`. */
export function writeFileWhole(target: string, bytes: Uint8Array): void {
  const partial = `${target}.partial-${process.pid}`
  explained(target, partial, () => {
    writeFileSync(partial, bytes)
    renameSync(partial, target)
  })
}

/**
 * Writes a folder of files that is whole or not there. Where the folder is there already, its files of these names are
 * replaced, in the given order, once all are written; what else lies in it stays.
 * @throws AppError `disk-full`, `read-only` or `not-found`.
 */
export function writeFolderWhole(target: string, files: ReadonlyMap<string, Uint8Array>): void {
  const partial = `${target}.partial-${process.pid}`
  explained(target, partial, () => {
    mkdirSync(partial)
    for (const [name, bytes] of files) writeFileSync(path.join(partial, name), bytes)
    if (!existsSync(target)) renameSync(partial, target)
    else for (const name of files.keys()) renameSync(path.join(partial, name), path.join(target, name))
  })
}

/** @throws AppError `conflict` where something is there and may not be replaced, or is of the other kind. */
export function refuseToReplace(target: string, kind: 'file' | 'folder', isForced: boolean): void {
  if (!existsSync(target)) return
  if (statSync(target).isDirectory() !== (kind === 'folder'))
    throw new AppError('conflict', `${target} is there already and is no ${kind}.`, 'Name another one with --out.')
  if (!isForced)
    throw new AppError('conflict', `${target} is there already.`, `Name another ${kind} with --out, or add --force.`)
}

function explained(target: string, partial: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw describeFailure(error, target)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

function describeFailure(error: unknown, target: string): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC') return new AppError('disk-full', `The disk is full: ${target} could not be written.`)
  if (code === 'EACCES' || code === 'EROFS') return new AppError('read-only', `${target} cannot be written.`)
  if (code === 'ENOENT') return new AppError('not-found', `The folder of ${target} is not there.`)
  return error
}
