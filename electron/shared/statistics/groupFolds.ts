/** The folds of one seed and repeat; without folds, one run. */
export interface FoldGroup<Run> {
  /** Seed and repeat. */
  key: string
  runs: Run[]
  isComplete: boolean
}

/**
 * Runs by seed and repeat, in this order, folds ascending. Groups without all their folds are left out as long as another one
 * has all.
 */
export function groupFolds<Run extends { seed: number; fold: number }>(
  runs: readonly Run[],
  foldsPerRepeat: number,
): { used: FoldGroup<Run>[]; leftOut: number } {
  const sorted = runs.toSorted((a, b) => a.seed - b.seed || a.fold - b.fold)
  const groups = [...Map.groupBy(sorted, ({ seed, fold }) => `${seed}.${Math.floor(fold / foldsPerRepeat)}`)].map(
    ([key, ofGroup]): FoldGroup<Run> => ({ key, runs: ofGroup, isComplete: ofGroup.length === foldsPerRepeat }),
  )
  const complete = groups.filter(({ isComplete }) => isComplete)
  const used = complete.length > 0 ? complete : groups
  return { used, leftOut: groups.length - used.length }
}
