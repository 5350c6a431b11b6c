import { activeStates, type Run } from '../../../electron/shared/run.ts'

/** What one variant and seed would do in a launch. */
export type CellState = 'trained' | 'under-way' | 'again' | 'new'

/** A launch before it happens, counted as `study.launch` will count it. */
export interface LaunchPlan {
  cells: Map<number, CellState[]>
  total: number
  trained: number
  underWay: number
  toTrain: number
  /** Of `toTrain`, those that were paused, cancelled or interrupted, or failed: they go on from their last checkpoint. */
  again: number
}

/** Counts the runs of `variantIds` x `seeds`: finished ones stay, those in the queue stay, the rest is to be trained. */
export function planLaunch(variantIds: readonly number[], seeds: readonly number[], runs: readonly Run[]): LaunchPlan {
  const states = new Map<string, CellState>()
  for (const run of runs) {
    const key = `${run.variantId} ${run.seed}`
    const state = cellState(run)
    if (rank[state] > rank[states.get(key) ?? 'new']) states.set(key, state)
  }
  const cells = new Map(
    variantIds.map((id) => [id, seeds.map((seed): CellState => states.get(`${id} ${seed}`) ?? 'new')]),
  )
  const all = [...cells.values()].flat()
  const count = (state: CellState) => all.filter((cell) => cell === state).length
  return {
    cells,
    total: all.length,
    trained: count('trained'),
    underWay: count('under-way'),
    toTrain: count('new') + count('again'),
    again: count('again'),
  }
}

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
  for (const [variantId, cells] of plan.cells) {
    const toTrain = cells.filter((cell) => cell === 'new' || cell === 'again').length
    const times = runs.flatMap((run) =>
      run.variantId === variantId && run.state === 'finished' && run.durationMs !== null ? [run.durationMs] : [],
    )
    if (times.length === 0) {
      unknown += toTrain
      continue
    }
    known += toTrain
    low += toTrain * Math.min(...times)
    high += toTrain * Math.max(...times)
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
