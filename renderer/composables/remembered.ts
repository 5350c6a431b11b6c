import { ref, watch, type Ref } from 'vue'

/** A small value of the page's own (open study, pane widths) that outlives a reload. Not for anything an engine knows. */
export function remembered<T>(key: string, initial: T): Ref<T> {
  const name = `beatbench.${key}`
  const stored = localStorage.getItem(name)
  const value = ref(stored === null ? initial : (JSON.parse(stored) as T)) as Ref<T>
  watch(value, (next) => localStorage.setItem(name, JSON.stringify(next)), { deep: true })
  return value
}
