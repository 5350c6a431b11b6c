import path from 'node:path'
import type { Command } from 'commander'
import { connectEngine, type EngineClient } from '../client/connectEngine.ts'
import { defaultDatabase } from '../client/defaultDatabase.ts'
import type { Terminal } from './terminal.ts'

/** What every command gets: the terminal, the global options, and the engine on demand. */
export interface Context {
  terminal: Terminal
  databasePath(): string
  wantsJson(): boolean
  /** Lends a connection to the engine of the database, which is started where it does not run. */
  withEngine<T>(work: (client: EngineClient) => Promise<T>): Promise<T>
}

export function createContext(program: Command, terminal: Terminal): Context {
  const databasePath = () => path.resolve(program.opts<{ db?: string }>().db ?? defaultDatabase())
  return {
    terminal,
    databasePath,
    wantsJson: () => program.opts<{ json?: boolean }>().json === true,
    withEngine: async (work) => {
      const client = await connectEngine({ databasePath: databasePath() })
      try {
        return await work(client)
      } finally {
        client.close()
      }
    },
  }
}

/** Prints rows as a table, or as JSON with `--json`. */
export function printRows(context: Context, rows: unknown, table: () => string): void {
  context.terminal.print(context.wantsJson() ? JSON.stringify(rows, null, 2) : table())
}
