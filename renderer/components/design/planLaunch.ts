import { activeStates, type Run } from '../../../electron/shared/run.ts'

/** What one run would do in a launch. */
export type CellState = 'trained' | 'under-way' | 'again' | 'new'

/** One variant and seed of a launch: how many of its folds would do what. A split without folds counts as one. */
export type SeedPlan = Record<CellState, number>

/** A launch before it happens, counted as `study.launch` will count it. */
export interface LaunchPlan {
  /** Of each variant, in the order of the seeds. */
  cells: Map<number, SeedPlan[]>
  /** Runs: variants x seeds x folds. */
  total: number
  trained: number
  underWay: number
  toTrain: number
  /** Of `toTrain`, those that were paused, cancelled or interrupted, or failed: they go on from their last checkpoint. */
  again: number
}

/** What is chosen to be launched. */
export interface LaunchChoice {
  variantIds: readonly number[]
  seeds: readonly number[]
  /** Of the study's split, over all repeats; 1 where it has none. */
  foldCount: number
}

/** Counts the runs of a launch: finished ones stay, those in the queue stay, the rest is to be trained. */
export function planLaunch({ variantIds, seeds, foldCount }: LaunchChoice, runs: readonly Run[]): LaunchPlan {
  const states = new Map<string, CellState>()
  for (const run of runs) {
    const key = keyOf(run.variantId, run.seed, run.fold)
    const state = cellState(run)
    if (rank[state] > rank[states.get(key) ?? 'new']) states.set(key, state)
  }
  const planOf = (variantId: number, seed: number): SeedPlan => {
    const plan: SeedPlan = { trained: 0, 'under-way': 0, again: 0, new: 0 }
    for (let fold = 0; fold < foldCount; fold++) plan[states.get(keyOf(variantId, seed, fold)) ?? 'new']++
    return plan
  }
  const cells = new Map(variantIds.map((id) => [id, seeds.map((seed) => planOf(id, seed))]))
  const all = [...cells.values()].flat()
  const count = (state: CellState) => all.reduce((sum, plan) => sum + plan[state], 0)
  return {
    cells,
    total: all.length * foldCount,
    trained: count('trained'),
    underWay: count('under-way'),
    toTrain: count('new') + count('again'),
    again: count('again'),
  }
}

/** Runs that a launch would queue. */
export function toTrain(plans: readonly SeedPlan[]): number {
  return plans.reduce((sum, plan) => sum + plan.new + plan.again, 0)
}

/** A seed in one word: trained or under way only where all its folds are, else what is to be done. */
export function seedState(plan: SeedPlan): CellState {
  if (plan.new > 0) return 'new'
  if (plan.again > 0) return 'again'
  return plan['under-way'] > 0 ? 'under-way' : 'trained'
}

/** How much of a seed is trained, 0..1. */
export function trainedShare(plan: SeedPlan): number {
  const folds = plan.trained + plan['under-way'] + plan.again + plan.new
  return folds === 0 ? 0 : plan.trained / folds
}

const keyOf = (variantId: number, seed: number, fold: number) => `${variantId} ${seed} ${fold}`

const rank: Record<CellState, number> = { new: 0, again: 1, 'under-way': 2, trained: 3 }

function cellState(run: Run): CellState {
  if (run.state === 'finished') return 'trained'
  if (run.state === 'queued' || activeStates.includes(run.state)) return 'under-way'
  return 'again'
}

/** How long the runs to train may take. */
export interface LaunchEstimate {
  /** Milliseconds on all workers together; null when no run of these variants has finished yet. */
  lowMs: number | null
  highMs: number | null
  /** Runs to train that no finished run of their variant speaks for; left out of the estimate. */
  unknown: number
}

/** From the shortest and longest finished run of each variant in this study, shared among the workers. */
export function estimateLaunch(plan: LaunchPlan, runs: readonly Run[], workers: number): LaunchEstimate {
  let [low, high, unknown, known] = [0, 0, 0, 0]
  for (const [variantId, plans] of plan.cells) {
    const count = toTrain(plans)
    const times = runs.flatMap((run) =>
      run.variantId === variantId && run.state === 'finished' && run.durationMs !== null ? [run.durationMs] : [],
    )
    if (times.length === 0) {
      unknown += count
      continue
    }
    known += count
    low += count * Math.min(...times)
    high += count * Math.max(...times)
  }
  if (known === 0) return { lowMs: null, highMs: null, unknown }
  const lanes = Math.max(1, Math.min(workers, known))
  return { lowMs: low / lanes, highMs: high / lanes, unknown }
}

/** A list of `count` seeds: the first of `seeds`, then the whole numbers after the largest. */
export function seedsOfCount(seeds: readonly number[], count: number): number[] {
  const kept = seeds.slice(0, count)
  let next = Math.max(0, ...kept) + 1
  while (kept.length < count) kept.push(next++)
  return kept
}
