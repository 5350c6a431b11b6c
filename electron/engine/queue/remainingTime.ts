/** So many of a run's own newest epochs tell how long its next will take. */
const countedEpochs = 3
/** From here on the steps done so far tell how long their epoch takes. */
const tellingProgress = 0.05

/** What a run's epochs are expected by. */
export interface EpochOutlook {
  /** Trained so far, and at most. */
  epoch: number
  epochs: number
  bestEpoch: number | null
  /** Of early stopping; null where the run goes through all its epochs. */
  patience: number | null
  /** How many epochs finished runs like it needed. */
  finals: readonly number[]
}

/**
 * How many epochs a run will have. With early stopping it cannot end before its patience with the best epoch so far is
 * over; beyond that, the mean of the finished runs that went as far. Before there are any, its maximum, `isAtMost`.
 */
export function expectedEpochs({ epoch, epochs, bestEpoch, patience, finals }: EpochOutlook): {
  epochs: number
  isAtMost: boolean
} {
  if (patience === null) return { epochs, isAtMost: false }
  if (finals.length === 0) return { epochs, isAtMost: epoch < epochs }
  const earliest = Math.min(epochs, (bestEpoch ?? 1) + patience)
  const asFar = finals.filter((final) => final >= earliest)
  const expected = asFar.length === 0 ? earliest : meanOf(asFar)
  return { epochs: Math.min(epochs, Math.max(epoch, expected)), isAtMost: false }
}

/**
 * What an epoch of a run takes, by its own so far: the median of the newest. The first one is longer, since kernels are
 * prepared in it: it counts alone only until there is a second, and then only half where `expectedMs` is known.
 */
export function usualEpochMs(own: readonly number[], expectedMs: number | null): number | null {
  const [first] = own
  if (first === undefined) return expectedMs
  if (own.length === 1) return expectedMs === null ? first : (first + expectedMs) / 2
  const newest = own.slice(Math.max(1, own.length - countedEpochs)).toSorted((a, b) => a - b)
  return newest[newest.length >> 1] ?? expectedMs
}

/** A running epoch as it was when its progress was last told. */
export interface RunningEpoch {
  /** What an epoch of this run usually takes; null where that is not known. */
  usualMs: number | null
  elapsedMs: number
  /** Steps done, 0..1. */
  progress: number
  /** The steps' share of the epoch's time, 0..1; then comes validation. */
  trainingShare: number
}

/** How long the whole running epoch will take: ever more by its own steps, as more of them are done. */
export function wholeEpochMs({ usualMs, elapsedMs, progress, trainingShare }: RunningEpoch): number | null {
  if (progress < tellingProgress || elapsedMs <= 0) return usualMs
  const byItsSteps = elapsedMs / (progress * trainingShare)
  return usualMs === null ? byItsSteps : usualMs * (1 - progress) + byItsSteps * progress
}

/** How much slower each of several trainings is than one alone: they share cores where there are more than those. */
export function crowding(trainings: number, cores: number): number {
  return Math.max(1, trainings / Math.max(1, cores))
}

/** Times of a queue, each as of a training with a core to itself, in ms. */
export interface QueueTimes {
  /** What is left of the trainings that go on. */
  active: readonly number[]
  /** Waiting runs in their order. */
  waiting: readonly number[]
  workers: number
  cores: number
}

/**
 * When the last run of a queue ends: waiting runs start in their order as workers become free (list scheduling, Graham,
 * "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17, 1969), and trainings share the cores evenly.
 */
export function remainingOfQueue({ active, waiting, workers, cores }: QueueTimes): number {
  const usable = Math.max(1, workers)
  let running = active.toSorted((a, b) => a - b)
  let next = 0
  let elapsedMs = 0
  const fill = () => {
    while (running.length < usable && next < waiting.length) running.push(waiting[next++] ?? 0)
    running.sort((a, b) => a - b)
  }
  for (fill(); running.length > 0; fill()) {
    const shortest = running[0] ?? 0
    elapsedMs += shortest * crowding(running.length, cores)
    running = running.slice(1).map((ms) => ms - shortest)
  }
  return elapsedMs
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
