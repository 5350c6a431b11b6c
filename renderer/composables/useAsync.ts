import { onScopeDispose, ref, shallowRef, type ShallowRef } from 'vue'

/** What a view shows of something that is fetched. `isSlow` is true after 300 ms: only then are grey rows drawn. */
export interface AsyncState<T> {
  data: ShallowRef<T | null>
  error: ShallowRef<unknown>
  isLoading: ShallowRef<boolean>
  isSlow: ShallowRef<boolean>
  /** Fetches (again). The answer of an earlier call that comes later is dropped. Never rejects: see `error`. */
  load: () => Promise<void>
}

/** State of one fetch: empty, loading, failed or ready. */
export function useAsync<T>(fetch: () => Promise<T>): AsyncState<T> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  const isSlow = ref(false)
  let call = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    const mine = ++call
    isLoading.value = true
    clearTimeout(timer)
    timer = setTimeout(() => (isSlow.value = isLoading.value), 300)
    try {
      const result = await fetch()
      if (mine !== call) return
      data.value = result
      error.value = null
    } catch (reason) {
      if (mine !== call) return
      error.value = reason
    } finally {
      if (mine === call) {
        clearTimeout(timer)
        isLoading.value = false
        isSlow.value = false
      }
    }
  }

  onScopeDispose(() => clearTimeout(timer))
  return { data, error, isLoading, isSlow, load }
}
