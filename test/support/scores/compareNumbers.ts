/** One number beside another program's. */
export interface NumberDifference {
  /** Where it stands, without places in lists: `classes.rocArea`. */
  name: string
  /** Absolute below 1, relative to the other program's above; NaN where only one side has a number. */
  difference: number
}

/** Compares all that `theirs` holds, numbers, lists and objects, with what stands at the same places of `ours`. */
export function compareNumbers(ours: unknown, theirs: unknown, name = ''): NumberDifference[] {
  if (typeof theirs === 'number') {
    const ourNumber = typeof ours === 'number' ? ours : NaN
    return [{ name, difference: Math.abs(ourNumber - theirs) / Math.max(1, Math.abs(theirs)) }]
  }
  if (typeof theirs !== 'object' || theirs === null) return [{ name, difference: ours === theirs ? 0 : NaN }]
  if (typeof ours !== 'object' || ours === null) return [{ name, difference: NaN }]
  const isList = Array.isArray(theirs)
  const isAsLong = !isList || (Array.isArray(ours) && ours.length === theirs.length)
  return [
    ...(isAsLong ? [] : [{ name, difference: NaN }]),
    ...Object.entries(theirs).flatMap(([key, value]) => {
      const ourValue = (ours as Record<string, unknown>)[key]
      return compareNumbers(ourValue, value, isList ? name : [name, key].filter(Boolean).join('.'))
    }),
  ]
}

/** The largest difference of each name; a NaN stays one. */
export function largestByName(differences: readonly NumberDifference[]): Map<string, number> {
  const largest = new Map<string, number>()
  for (const { name, difference } of differences) largest.set(name, Math.max(largest.get(name) ?? 0, difference))
  return largest
}
