import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { socketFolder } from './socketPath.ts'

const sizeLimitBytes = 2_000_000

/** Where the engine of a database writes what it has to say; in the folder of the sockets where the database's own is read-only. */
export function logPath(databasePath: string): string {
  const beside = `${databasePath}.log`
  try {
    closeSync(openSync(beside, 'a', 0o600))
    return beside
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    return path.join(socketFolder(), 'engine.log')
  }
}

/** Opens the log to write to its end. A log that has grown large becomes `.1` first, in place of the one before. */
export function openLog(databasePath: string): number {
  const file = logPath(databasePath)
  if (existsSync(file) && statSync(file).size > sizeLimitBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** The last lines of the log, to say why an engine did not start; words in their place where there is no log. */
export function lastLogLines(databasePath: string, count = 5): string {
  const file = logPath(databasePath)
  if (!existsSync(file)) return `(There is no log ${file}.)`
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.slice(-count).join('\n')
}
