/** One run's curve of one quantity: a value for each finished epoch, from epoch 1, and the seconds trained until then. */
export interface SeedCurve {
  values: readonly number[]
  seconds: readonly number[]
}

/** One epoch over the runs that reached it: seeds, and of a split with folds each seed's folds. */
export interface EpochMean {
  epoch: number
  n: number
  mean: number
  /** Sample standard deviation (n - 1); null below two runs. */
  sd: number | null
  /** Mean of the seconds trained until the end of this epoch. */
  seconds: number
}

/** Mean and standard deviation of each epoch over the runs that reached it; values that are no numbers are left out. */
export function aggregateSeeds(curves: readonly SeedCurve[]): EpochMean[] {
  const longest = Math.max(0, ...curves.map((curve) => curve.values.length))
  const means: EpochMean[] = []
  for (let index = 0; index < longest; index++) {
    const reached = curves.filter((curve) => Number.isFinite(curve.values[index]))
    const n = reached.length
    if (n === 0) continue
    const values = reached.map((curve) => curve.values[index] ?? Number.NaN)
    const mean = values.reduce((sum, value) => sum + value, 0) / n
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const seconds = reached.reduce((sum, curve) => sum + (curve.seconds[index] ?? 0), 0) / n
    means.push({ epoch: index + 1, n, mean, sd: n < 2 ? null : Math.sqrt(squares / (n - 1)), seconds })
  }
  return means
}

/**
 * The part of a mean that may be drawn as such: with several seeds, the epochs that at least two of them reached.
 * Past these a "mean" would be a single run that outlived the others.
 */
export function drawnMean(means: readonly EpochMean[]): EpochMean[] {
  const most = Math.max(0, ...means.map((point) => point.n))
  return means.filter((point) => point.n >= Math.min(2, most))
}

/**
 * The best epoch of a drawn mean, among the epochs that at least half of the seeds reached (a late epoch of one lucky seed
 * would win otherwise); undefined for an empty curve.
 */
export function bestOfMean(means: readonly EpochMean[], goal: 'lowest' | 'highest'): EpochMean | undefined {
  const most = Math.max(0, ...means.map((point) => point.n))
  const candidates = drawnMean(means).filter((point) => point.n * 2 >= most)
  const isBetter = (a: number, b: number) => (goal === 'lowest' ? a < b : a > b)
  return candidates.reduce<EpochMean | undefined>(
    (best, point) => (best === undefined || isBetter(point.mean, best.mean) ? point : best),
    undefined,
  )
}
