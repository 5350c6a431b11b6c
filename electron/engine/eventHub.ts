import type { EventData, EventName } from '../shared/contract/events.ts'

export type EventListener = <E extends EventName>(name: E, data: EventData<E>) => void

/** Where the engine says what changed; every client's connection listens. */
export interface EventHub {
  publish: EventListener
  /** Ends with a function that takes the listener away. */
  subscribe(listener: EventListener): () => void
  listenerCount(): number
}

export function createEventHub(): EventHub {
  const listeners = new Set<EventListener>()
  return {
    publish: (name, data) => {
      for (const listener of listeners) listener(name, data)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    listenerCount: () => listeners.size,
  }
}
