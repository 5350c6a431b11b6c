import type { EngineClient } from '../../electron/client/connectEngine.ts'
import type { CommandName } from '../../electron/shared/contract/commands.ts'
import type { ConnectionState } from '../../electron/shared/contract/bridge.ts'

/** An engine that only writes down what it is asked: for tests of what stands between pages and a real one. */
export interface SilentEngine {
  connect(databasePath: string): Promise<EngineClient>
  asked: { command: CommandName; input: unknown }[]
  /** What the next commands are answered with. */
  answer: unknown
  tellEvent(event: string, data: unknown): void
  tellConnection(state: ConnectionState): void
}

export function createSilentEngine(): SilentEngine {
  const listeners = new Map<string, Set<(data: never) => void>>()
  const listen = (key: string, listener: (data: never) => void) => {
    const set = listeners.get(key) ?? new Set()
    listeners.set(key, set.add(listener))
    return () => set.delete(listener)
  }
  const tell = (key: string, data: unknown) => {
    for (const listener of listeners.get(key) ?? []) listener(data as never)
  }
  const engine: SilentEngine = {
    asked: [],
    answer: {},
    tellEvent: (event, data) => tell(event, data),
    tellConnection: (state) => tell('connection', state),
    connect: async (databasePath) => ({
      databasePath,
      hello: () => ({ wireVersion: 1, beatbench: '0', pid: 1, databasePath }),
      invoke: async (command, input) => {
        engine.asked.push({ command, input })
        return engine.answer as never
      },
      on: (event, listener) => listen(event, listener),
      onConnection: (listener) => listen('connection', listener),
      onLost: (listener) =>
        listen('connection', (state: ConnectionState) => {
          if (state === 'lost') listener()
        }),
      restart: async () => undefined,
      close: () => undefined,
    }),
  }
  return engine
}
