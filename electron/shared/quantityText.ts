/** `62 MB`, `1.2 GB`: powers of 1000, as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** `about 42 min`, `under 1 min`: for estimates. */
export function formatAbout(durationMs: number): string {
  const minutes = durationMs / 60_000
  if (minutes < 1) return 'under 1 min'
  if (minutes < 90) return `about ${Math.round(minutes)} min`
  return `about ${(minutes / 60).toFixed(minutes < 600 ? 1 : 0)} h`
}

/** An estimate that can be an upper bound: `about 42 min`, `at most 42 min`. */
export function formatEstimate(durationMs: number, isAtMost: boolean): string {
  const text = formatAbout(durationMs)
  return isAtMost ? text.replace(/^about/, 'at most') : text
}
