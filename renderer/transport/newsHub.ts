import type { ConnectionState, MenuAction } from '../../electron/shared/contract/bridge.ts'
import type { EventData, EventName } from '../../electron/shared/contract/events.ts'
import type { PageNews } from '../../electron/shared/pageProtocol.ts'

type Listener = (data: never) => void

/** Hands what the host tells to those who listen; both transports have one. */
export interface NewsHub {
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void
  onConnection(listener: (state: ConnectionState) => void): () => void
  onMenu(listener: (action: MenuAction) => void): () => void
  tell(news: PageNews): void
}

/** `reload` is called when another database is open and the page must start again. */
export function createNewsHub(reload: () => void): NewsHub {
  const listeners = new Map<string, Set<Listener>>()
  let connection: ConnectionState | undefined
  const listen = (key: string, listener: Listener): (() => void) => {
    const set = listeners.get(key) ?? new Set<Listener>()
    listeners.set(key, set.add(listener))
    return () => set.delete(listener)
  }
  const hand = (key: string, data: unknown) => {
    for (const listener of listeners.get(key) ?? []) listener(data as never)
  }
  return {
    on: (event, listener) => listen(`event ${event}`, listener as Listener),
    onConnection: (listener) => {
      if (connection !== undefined) listener(connection)
      return listen('connection', listener as Listener)
    },
    onMenu: (listener) => listen('menu', listener as Listener),
    tell: (news) => {
      if (news.type === 'reload') return reload()
      if (news.type === 'event') return hand(`event ${news.event}`, news.data)
      if (news.type === 'menu') return hand('menu', news.action)
      connection = news.state
      hand('connection', news.state)
    },
  }
}
