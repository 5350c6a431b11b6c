import { events, type EventData, type EventName } from '../shared/contract/events.ts'

export type EventListener = <E extends EventName>(name: E, data: EventData<E>) => void

/** Where the engine says what changed; every client's connection listens. */
export interface EventHub {
  publish: EventListener
  /** Ends with a function that takes the listener away. */
  subscribe(listener: EventListener): () => void
  listenerCount(): number
}

/** @param checks whether what is said is parsed with the contract's schemas first, as tests and development do */
export function createEventHub(checks = false): EventHub {
  const listeners = new Set<EventListener>()
  return {
    publish: (name, data) => {
      if (checks) events[name].parse(data)
      for (const listener of listeners) listener(name, data)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    listenerCount: () => listeners.size,
  }
}
