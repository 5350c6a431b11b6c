import { activeStates, type Run, type RunState } from '../../../electron/shared/run.ts'
import type { RunTally } from '../../../electron/shared/study.ts'

/** What has become of one seed's folds, counted as a variant's runs are. */
export type SeedFolds = Omit<RunTally, 'imported'>

const waitingStates: readonly RunState[] = ['queued', 'paused']
const failedStates: readonly RunState[] = ['failed', 'cancelled', 'interrupted']

/**
 * The folds of each seed of a variant: the study's seeds in their order, then others that have runs. Empty without folds,
 * where a count of runs says as much.
 */
export function foldsOfSeeds(
  runs: readonly Run[],
  { variantId, seeds, foldCount }: { variantId: number; seeds: readonly number[]; foldCount: number },
): SeedFolds[] {
  if (foldCount < 2) return []
  const own = runs.filter((run) => run.variantId === variantId && !run.isImported)
  const all = [...new Set([...seeds, ...own.map(({ seed }) => seed)])]
  return all.map((seed) => {
    const ofSeed = own.filter((run) => run.seed === seed)
    const count = (states: readonly RunState[]) => ofSeed.filter(({ state }) => states.includes(state)).length
    return {
      finished: count(['finished']),
      active: count(activeStates),
      waiting: count(waitingStates),
      failed: count(failedStates),
    }
  })
}

/** A seed as a dot: what it is drawn as, and how much of it is filled, 0..1. */
export interface SeedDot {
  kind: 'done' | 'active' | 'waiting' | 'failed' | 'open'
  filled: number
}

/** A dot is done once all folds are; before that it shows what its folds do now. */
export function dotOf({ finished, active, waiting, failed }: SeedFolds, foldCount: number): SeedDot {
  const filled = Math.min(1, finished / foldCount)
  if (filled === 1) return { kind: 'done', filled }
  if (active > 0) return { kind: 'active', filled }
  if (waiting > 0) return { kind: 'waiting', filled }
  return { kind: failed > 0 ? 'failed' : 'open', filled }
}
