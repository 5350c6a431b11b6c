import type { Run } from '../../../electron/shared/run.ts'

/** Milliseconds per epoch of each finished run of a variant. */
export function epochTimesOf(runs: readonly Run[], variantId: number): number[] {
  return runs
    .filter((run) => run.variantId === variantId && run.state === 'finished' && run.epoch > 0)
    .flatMap((run) => (run.durationMs === null ? [] : [run.durationMs / run.epoch]))
}

/** "6.4 ± 0.3 s" (sample standard deviation), "6.4 s" for a single run, a dash for none. */
export function describeEpochTime(times: readonly number[]): string {
  if (times.length === 0) return '–'
  const seconds = times.map((time) => time / 1000)
  const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length
  if (seconds.length === 1) return `${mean.toFixed(1)} s`
  const sd = Math.sqrt(seconds.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seconds.length - 1))
  return `${mean.toFixed(1)} ± ${sd.toFixed(1)} s`
}
