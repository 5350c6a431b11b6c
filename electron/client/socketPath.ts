import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { AppError } from '../shared/appError.ts'

/** Unix sockets have room for 104 (macOS) to 108 bytes, with the zero at the end. */
const socketPathLimit = 100

/**
 * The socket of a database's engine: a name that follows from the database's real path,
 * in a folder that only this user can enter. A named pipe on Windows.
 * @throws AppError `internal` when that folder belongs to somebody else or is open to others.
 */
export function socketPath(databasePath: string, environment: NodeJS.ProcessEnv = process.env): string {
  const name = createHash('sha256').update(realDatabasePath(databasePath)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\beatbench-${userInfo().username}-${name}`
  return path.join(socketFolder(environment), `${name}.sock`)
}

/** One path for one file, however it was named: links are followed, also where the file is not there yet. */
export function realDatabasePath(databasePath: string): string {
  const absolute = path.resolve(databasePath)
  try {
    return realpathSync.native(absolute)
  } catch (error) {
    if (!isMissing(error)) throw error
    const folder = path.dirname(absolute)
    return folder === absolute ? absolute : path.join(realDatabasePath(folder), path.basename(absolute))
  }
}

/**
 * A folder of this user's for sockets. Not where the session says (`XDG_RUNTIME_DIR`, `TMPDIR`): a desktop, an SSH session
 * and cron say different things, and must find the same engine.
 * @throws AppError `internal` when it belongs to somebody else or is open to others.
 */
export function socketFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = `beatbench-${process.getuid?.() ?? userInfo().username}`
  const folder = path.join(environment['BEATBENCH_RUNTIME'] || '/tmp', own)
  if (Buffer.byteLength(path.join(folder, 'x'.repeat(29))) > socketPathLimit || !make(folder))
    throw new AppError(
      'internal',
      `There can be no socket for the engine in ${folder}: its path is too long, or it cannot be made.`,
      'Set BEATBENCH_RUNTIME to a folder of your own with a short path.',
    )
  refuseOpenFolder(folder)
  return folder
}

function make(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST'
  }
}

function refuseOpenFolder(folder: string): void {
  const status = lstatSync(folder)
  const isOurs = status.isDirectory() && (process.getuid === undefined || status.uid === process.getuid())
  if (isOurs && (status.mode & 0o077) === 0) return
  throw new AppError(
    'internal',
    `The folder ${folder} for the engine's socket can be entered by other users.`,
    'Remove it, or set BEATBENCH_RUNTIME to a folder of your own.',
  )
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}
