import type { Part } from '../../shared/split.ts'
import type { Store } from '../../store/store.ts'

/** Journals looks at single beats of an evaluated part: what stands beside the score. */
export interface Looks {
  /** The same thing seen again in this session (a list scrolled, a map redrawn) is one look. */
  record(runId: number, part: Part, how: string): void
  /** What leaves the session to be read elsewhere is a look each time. */
  recordEach(runId: number, part: Part, how: string): void
}

export function createLooks(store: Store, onLook: (runId: number) => void): Looks {
  const seen = new Set<string>()
  const recordEach: Looks['recordEach'] = (runId, part, how) => {
    if (part === 'train') return
    store.journal.appendLook(runId, part, how)
    onLook(runId)
  }
  return {
    recordEach,
    record: (runId, part, how) => {
      const key = `${runId} ${part} ${how}`
      if (seen.has(key)) return
      recordEach(runId, part, how)
      seen.add(key)
    },
  }
}
