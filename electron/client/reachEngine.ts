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
const defaultTimeoutMs = 30_000

/**
 * A connection to the engine of `databasePath`: the one that listens, else one that is started.
 * @throws AppError why it could not start, or `engine-lost` with the log's last lines.
 */
export async function reachEngine(options: EngineOptions, listener: ConnectionListener): Promise<SocketConnection> {
  const { databasePath } = options
  const starter = new EngineStarter(options)
  const deadline = Date.now() + (options.startTimeoutMs ?? defaultTimeoutMs)
  try {
    while (Date.now() < deadline) {
      const connection = await within(deadline, openSocket(socketPath(databasePath), listener))
      if (connection) return connection
      if (options.mayStart === false) throw new AppError('engine-lost', 'No engine runs for this database.')
      starter.seeToIt()
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  } finally {
    starter.letGo()
  }
  throw new AppError('engine-lost', `The engine did not start. Its last words:\n${lastLogLines(databasePath)}`)
}

/** Has one engine at a time under way. */
class EngineStarter {
  readonly #options: EngineOptions
  #started: StartedEngine | undefined
  #startedAt = 0

  constructor(options: EngineOptions) {
    this.#options = options
  }

  /** Starts an engine unless one is starting. @throws what the one before said why it could not. */
  seeToIt(): void {
    const failure = this.#started?.failure()
    if (failure) throw failure
    if (this.#started?.isRunning() || Date.now() - this.#startedAt < restartDelayMs) return
    this.letGo()
    this.#started = startEngine(findPrograms(this.#options.root ?? projectRoot()), this.#options.databasePath)
    this.#startedAt = Date.now()
  }

  letGo(): void {
    this.#started?.letGo()
  }
}

/** An engine that listens but does not answer is told of when the time is up. */
async function within<T>(deadline: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const tooLate = () => reject(new AppError('engine-lost', 'The engine of this database does not answer.'))
    timer = setTimeout(tooLate, Math.max(0, deadline - Date.now()))
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
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
