import type { RunCurve } from './curvesData.ts'

type Counted = Pick<RunCurve, 'seed' | 'foldCount'>

/** Of how many runs a mean is: `n = 5`, and where a split has folds `n = 25, 5 seeds in 5 folds`. */
export function countRuns(runs: readonly Counted[]): string {
  const n = `n = ${runs.length}`
  const folds = Math.max(1, ...runs.map(({ foldCount }) => foldCount))
  if (folds === 1) return n
  const seeds = new Set(runs.map(({ seed }) => seed)).size
  return `${n}, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} in ${folds} folds`
}

/** What means and bands are over: `seeds`, or `seeds and folds` where any run is of a fold. */
export function spreadOver(runs: readonly Counted[]): string {
  return runs.some(({ foldCount }) => foldCount > 1) ? 'seeds and folds' : 'seeds'
}
