/** A score of one seed, and of one fold where the split has several. */
export interface SeedScore {
  seed: number
  fold?: number
  value: number
}

/** Score minus the baseline's of the same seed and fold, for each score; null where the baseline has none. */
export function differencesBySeed(scores: readonly SeedScore[], baseline: readonly SeedScore[]): (number | null)[] {
  const baselineOf = new Map(baseline.map((score) => [pairOf(score), score.value]))
  return scores.map((score) => {
    const other = baselineOf.get(pairOf(score))
    return other === undefined ? null : score.value - other
  })
}

const pairOf = ({ seed, fold = 0 }: SeedScore): string => `${seed} ${fold}`
