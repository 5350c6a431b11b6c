import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../shared/appError.ts'
import type { ConnectionState } from '../shared/contract/bridge.ts'
import type { CommandName, Input, Output } from '../shared/contract/commands.ts'
import type { EventData, EventName } from '../shared/contract/events.ts'
import type { Hello } from '../shared/wire.ts'
import { reachEngine } from './reachEngine.ts'
import { realDatabasePath } from './socketPath.ts'
import type { SocketConnection } from './socketConnection.ts'

export interface EngineOptions {
  databasePath: string
  /** The folder that holds `electron/engine/main.ts`; found from this file's own place when left out. */
  root?: string
  /** False: an engine that does not run is not started. */
  mayStart?: boolean
  startTimeoutMs?: number
}

/** A client of one database's engine. */
export interface EngineClient {
  readonly databasePath: string
  /** Of the engine that answers now. */
  hello(): Hello
  /**
   * Sends a command.
   * @throws AppError what the engine answered, or `engine-lost` when it is not there (any more).
   */
  invoke<C extends CommandName>(command: C, input: Input<C>): Promise<Output<C>>
  /** Listeners stay across restarts. Ends with a function that takes the listener away. */
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void
  onConnection(listener: (state: ConnectionState) => void): () => void
  /** The engine went without being asked to. */
  onLost(listener: () => void): () => void
  /** Finds or starts the engine again after it was lost. */
  restart(): Promise<void>
  close(): void
}

/**
 * Finds the engine of a database by its socket, or starts it and waits until it answers.
 * Two clients that start at once end with one engine: the database's lock decides which.
 * @throws AppError why the engine refused to start (`newer-database`, `read-only`, ...), or `engine-lost` with its last words.
 */
export async function connectEngine(options: EngineOptions): Promise<EngineClient> {
  const absolute = path.resolve(options.databasePath)
  if (!existsSync(absolute) && options.mayStart !== false) makeFolder(path.dirname(absolute))
  const client = new SocketClient({ ...options, databasePath: realDatabasePath(absolute) })
  await client.restart()
  return client
}

class SocketClient implements EngineClient {
  readonly databasePath: string
  readonly #options: EngineOptions
  readonly #listeners = new Map<string, Set<(data: never) => void>>()
  readonly #connectionListeners = new Set<(state: ConnectionState) => void>()
  #connection: SocketConnection | null = null
  #restarting: Promise<void> | null = null
  #isClosed = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.databasePath = options.databasePath
  }

  hello(): Hello {
    if (!this.#connection) throw lost()
    return this.#connection.hello
  }

  async invoke<C extends CommandName>(command: C, input: Input<C>): Promise<Output<C>> {
    const connection = this.#connection
    if (!connection) throw lost()
    const output = await connection.request(command, input)
    // What ends now was asked to: nobody is to be told that it was lost.
    if (command === 'engine.shutdown') this.#leave(connection)
    return output as Output<C>
  }

  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners)
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  onConnection(listener: (state: ConnectionState) => void): () => void {
    this.#connectionListeners.add(listener)
    return () => this.#connectionListeners.delete(listener)
  }

  onLost(listener: () => void): () => void {
    return this.onConnection((state) => {
      if (state === 'lost') listener()
    })
  }

  restart(): Promise<void> {
    if (this.#connection) return Promise.resolve()
    this.#restarting ??= this.#reach().finally(() => {
      this.#restarting = null
    })
    return this.#restarting
  }

  close(): void {
    this.#isClosed = true
    this.#connection?.close()
    this.#connection = null
  }

  #leave(connection: SocketConnection): void {
    connection.close()
    if (this.#connection === connection) this.#connection = null
  }

  async #reach(): Promise<void> {
    this.#tell('restarting')
    const connection = await reachEngine(this.#options, {
      onEvent: (name, data) => this.#deliver(name, data),
      onClosed: () => {
        this.#connection = null
        this.#tell('lost')
      },
    }).catch((error: unknown) => {
      this.#tell('lost')
      throw error
    })
    if (this.#isClosed) return connection.close()
    this.#connection = connection
    this.#tell('ready')
  }

  #deliver(name: string, data: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(data as never)
  }

  #tell(state: ConnectionState): void {
    for (const listener of this.#connectionListeners) listener(state)
  }
}

function lost(): AppError {
  return new AppError('engine-lost', 'The engine is not running.', 'Start it again; finished epochs are kept.')
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new AppError(
      'read-only',
      `The folder ${folder} cannot be made: ${(error as Error).message}.`,
      'Choose another place with --db.',
    )
  }
}
