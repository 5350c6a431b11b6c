import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../shared/appError.ts'
import type { EngineOptions } from './connectEngine.ts'
import { lastLogLines } from './engineLog.ts'
import { findPrograms } from './programPaths.ts'
import { openSocket, type ConnectionListener, type SocketConnection } from './socketConnection.ts'
import { socketPath } from './socketPath.ts'
import { startEngine, type StartedEngine } from './startEngine.ts'

const pollMs = 40
/** An engine that is just ending still holds the database: another is started after a moment, not at once. */
const restartDelayMs = 500

/**
 * A connection to the engine of `databasePath`: the one that listens, else one that is started.
 * @throws AppError why it could not start, or `engine-lost` with the log's last lines.
 */
export async function reachEngine(options: EngineOptions, listener: ConnectionListener): Promise<SocketConnection> {
  const { databasePath } = options
  const deadline = Date.now() + (options.startTimeoutMs ?? 20_000)
  let started: StartedEngine | undefined
  let startedAt = 0
  try {
    while (Date.now() < deadline) {
      const connection = await openSocket(socketPath(databasePath), listener)
      if (connection) return connection
      if (options.mayStart === false) throw new AppError('engine-lost', 'No engine runs for this database.')
      const failure = started?.failure()
      if (failure) throw failure
      if (!started?.isRunning() && Date.now() - startedAt > restartDelayMs) {
        started?.letGo()
        started = startEngine(findPrograms(options.root ?? projectRoot()), databasePath)
        startedAt = Date.now()
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  } finally {
    started?.letGo()
  }
  throw new AppError('engine-lost', `The engine did not start. Its last words:\n${lastLogLines(databasePath)}`)
}

/** The nearest folder above this file with an engine in it: the checkout, or the packaged app. */
function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'electron', 'engine', 'main.ts'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new AppError('internal', 'The engine is not installed.', 'Install Beatbench again.')
    folder = parent
  }
  return folder
}
