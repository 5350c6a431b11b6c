const checkEveryMs = 500

/**
 * Calls `onIdle` once nothing was going on for `graceMs` without a break.
 * Ends with a function that stops watching.
 */
export function watchIdle(isIdle: () => boolean, graceMs: number, onIdle: () => void): () => void {
  let idleSince: number | null = null
  const timer = setInterval(
    () => {
      if (!isIdle()) idleSince = null
      else idleSince ??= Date.now()
      if (idleSince === null || Date.now() - idleSince < graceMs) return
      clearInterval(timer)
      onIdle()
    },
    Math.min(checkEveryMs, graceMs),
  )
  return () => clearInterval(timer)
}
