import { setImmediate } from 'node:timers/promises'

/** Lets messages and signals in while kernels, which block the process, follow one another. */
export interface Pacer {
  /** Goes through the event loop once where the last time was `intervalMs` ago; true where it did. */
  breathe(): Promise<boolean>
}

export function createPacer(intervalMs: number): Pacer {
  let last = performance.now()
  return {
    async breathe() {
      if (performance.now() - last < intervalMs) return false
      await setImmediate()
      last = performance.now()
      return true
    },
  }
}
