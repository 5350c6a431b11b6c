/** How long one epoch took, and over how much work: MACs of one beat times beats. */
export interface EpochTime {
  variantId: number
  work: number
  epochMs: number
}

/**
 * How long an epoch of a variant will take: the mean of its own measured ones, else the others' time per work
 * (MACs x beats) scaled to it; null while nothing was measured.
 */
export function expectedEpochMs(measured: readonly EpochTime[], variantId: number, work: number): number | null {
  const own = measured.filter((time) => time.variantId === variantId && time.work === work)
  if (own.length > 0) return meanOf(own.map(({ epochMs }) => epochMs))
  if (measured.length === 0) return null
  const totalMs = measured.reduce((sum, { epochMs }) => sum + epochMs, 0)
  const totalWork = measured.reduce((sum, time) => sum + time.work, 0)
  return (totalMs / totalWork) * work
}

/** A run that trains: `progress` is the part of the running epoch that is done, 0..1. */
export interface RunningTime {
  epochMs: number
  finishedEpochs: number
  expectedEpochs: number
  progress: number
}

/** At least what is left of the running epoch, also when a run goes on longer than was expected of it. */
export function remainingOfRun({ epochMs, finishedEpochs, expectedEpochs, progress }: RunningTime): number {
  return epochMs * (Math.max(1, expectedEpochs - finishedEpochs) - progress)
}

/**
 * When the last run of a queue ends: waiting runs start in order, each on the worker that is free first.
 * @param active what is left of the running ones, in ms
 */
export function remainingOfQueue(active: readonly number[], waiting: readonly number[], workers: number): number {
  const freeAt: number[] = Array.from({ length: Math.max(workers, active.length, 1) }, (_, index) => active[index] ?? 0)
  // Fewer workers than trainings: the surplus ones do not take new runs.
  const usable = freeAt.sort((a, b) => a - b).slice(0, Math.max(1, workers))
  const latest = freeAt.at(-1) ?? 0
  for (const duration of waiting) {
    usable.sort((a, b) => a - b)
    usable[0] = (usable[0] ?? 0) + duration
  }
  return Math.max(latest, ...usable)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
