import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

/** Steps back and forth through the states of one value. */
export interface History<T> {
  value: Readonly<ShallowRef<T>>
  canUndo: ComputedRef<boolean>
  canRedo: ComputedRef<boolean>
  /** A new state. Changes with the same `key` in a row (dragging a slider, typing in a field) are one step. */
  push: (value: T, key?: string) => void
  undo: () => void
  redo: () => void
  /** Begins anew from a state that came from elsewhere. */
  reset: (value: T) => void
}

const mostSteps = 200

/** Undo and redo over immutable values. */
export function useHistory<T>(initial: T): History<T> {
  const value = shallowRef(initial) as ShallowRef<T>
  const past = shallowRef<T[]>([])
  const future = shallowRef<T[]>([])
  let lastKey: string | undefined

  function push(next: T, key?: string): void {
    const joins = key !== undefined && key === lastKey && past.value.length > 0
    if (!joins) past.value = [...past.value, value.value].slice(-mostSteps)
    future.value = []
    lastKey = key
    value.value = next
  }

  function step(from: ShallowRef<T[]>, to: ShallowRef<T[]>): void {
    const target = from.value.at(-1)
    if (target === undefined) return
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, value.value]
    value.value = target
    lastKey = undefined
  }

  function reset(next: T): void {
    past.value = []
    future.value = []
    lastKey = undefined
    value.value = next
  }

  return {
    value,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    push,
    undo: () => step(past, future),
    redo: () => step(future, past),
    reset,
  }
}
