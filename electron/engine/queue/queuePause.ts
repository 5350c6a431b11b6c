import type { Store } from '../../store/store.ts'

/** Whether the queue stands still, and why; outlives the engine. */
export interface QueuePause {
  isPaused(): boolean
  /** Said where it was not the user who paused. */
  reason(): string | null
  pause(reason?: string): void
  resume(): void
}

/** A pause on a disk that is full holds for this engine even when it cannot be stored. */
export function createQueuePause(store: Store, onChange: () => void): QueuePause {
  let isPaused = store.settings.read('queue.isPaused') === true
  const stored = store.settings.read('queue.pauseReason')
  let reason = typeof stored === 'string' ? stored : null

  function change(paused: boolean, why: string | null): void {
    isPaused = paused
    reason = why
    try {
      store.settings.write('queue.isPaused', paused)
      store.settings.write('queue.pauseReason', why)
    } catch (error) {
      console.error('The state of the queue could not be stored:', error)
    }
    onChange()
  }

  return {
    isPaused: () => isPaused,
    reason: () => (isPaused ? reason : null),
    pause: (why) => change(true, why ?? null),
    resume: () => change(false, null),
  }
}
