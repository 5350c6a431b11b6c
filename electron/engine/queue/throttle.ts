/** Does something for each of many ids, at most so often. */
export class Throttle {
  readonly #everyMs: number
  readonly #act: (id: number) => void
  readonly #states = new Map<number, { actedAt: number; timer: NodeJS.Timeout | null }>()

  constructor(everyMs: number, act: (id: number) => void) {
    this.#everyMs = everyMs
    this.#act = act
  }

  /** At once; what was to come soon is done with it. */
  now(id: number): void {
    const state = this.#states.get(id)
    if (state) {
      if (state.timer) clearTimeout(state.timer)
      state.timer = null
      state.actedAt = Date.now()
    }
    this.#act(id)
  }

  soon(id: number): void {
    const state = this.#states.get(id) ?? { actedAt: 0, timer: null }
    this.#states.set(id, state)
    const waitMs = state.actedAt + this.#everyMs - Date.now()
    if (waitMs <= 0) this.now(id)
    else state.timer ??= setTimeout(() => this.now(id), waitMs).unref()
  }

  forget(id: number): void {
    const timer = this.#states.get(id)?.timer
    if (timer) clearTimeout(timer)
    this.#states.delete(id)
  }
}
