import type { Run } from './run.ts'

/** What tells the runs of one variant apart. */
export type SeedAndFold = Pick<Run, 'seed' | 'fold' | 'foldCount'>

/** `fold 3 of 5`: on which of a split's folds a run stands; empty where the split has none. */
export function foldText({ fold, foldCount }: Omit<SeedAndFold, 'seed'>): string {
  return foldCount > 1 ? `fold ${fold + 1} of ${foldCount}` : ''
}

/** `seed 1`, and of a split with folds `seed 1, fold 3 of 5`. */
export function seedText(run: SeedAndFold): string {
  const fold = foldText(run)
  return fold === '' ? `seed ${run.seed}` : `seed ${run.seed}, ${fold}`
}

/** `Model 9, seed 1, fold 3 of 5`: what a run is called. */
export function runName(run: SeedAndFold & Pick<Run, 'variantName'>): string {
  return `${run.variantName}, ${seedText(run)}`
}
