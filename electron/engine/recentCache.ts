/** Keeps the few values used last. */
export interface RecentCache<Value> {
  get(key: string, make: () => Value): Value
  /** So that it is made again. */
  forget(key: string): void
}

export function createRecentCache<Value>(size: number): RecentCache<Value> {
  const values = new Map<string, Value>()
  return {
    get: (key, make) => {
      const value = values.has(key) ? (values.get(key) as Value) : make()
      // A Map keeps the order of insertion: the one used now becomes the last.
      values.delete(key)
      values.set(key, value)
      const oldest = values.keys().next()
      if (values.size > size && !oldest.done) values.delete(oldest.value)
      return value
    },
    forget: (key) => void values.delete(key),
  }
}
