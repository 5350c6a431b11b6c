/** Files that were put and that no row names yet, with how often: they must not be removed. */
export interface HeldFiles {
  hold(sha256: string): void
  /** As often as it was held. */
  release(sha256: string): void
  isHeld(sha256: string): boolean
}

export function createHeldFiles(): HeldFiles {
  const held = new Map<string, number>()
  return {
    hold: (sha256) => void held.set(sha256, (held.get(sha256) ?? 0) + 1),
    release: (sha256) => {
      const times = (held.get(sha256) ?? 0) - 1
      if (times > 0) held.set(sha256, times)
      else held.delete(sha256)
    },
    isHeld: (sha256) => held.has(sha256),
  }
}
