/** A score of one seed. */
export interface SeedScore {
  seed: number
  value: number
}

/** Score minus the baseline's of the same seed, for each score; null where the baseline has not that seed. */
export function differencesBySeed(scores: readonly SeedScore[], baseline: readonly SeedScore[]): (number | null)[] {
  const baselineOf = new Map(baseline.map(({ seed, value }) => [seed, value]))
  return scores.map(({ seed, value }) => {
    const other = baselineOf.get(seed)
    return other === undefined ? null : value - other
  })
}
