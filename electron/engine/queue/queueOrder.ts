import type { QueuedRun } from '../../store/runs.ts'

/** A waiting run, and what it will cost, in a measure that all of them share. */
export type CostedRun = Pick<QueuedRun, 'id' | 'launch'> & { cost: number }

/**
 * The order of the queue, which is the order in which runs start; clients show it as it is.
 *
 * - A launch goes behind all that waits, and a run that is resumed, extended or imported likewise: first come, first
 *   served, also between studies.
 * - Within a launch, the longest run starts first, so that all cores stay busy to the end: at worst 4/3 - 1/(3 cores) of
 *   the best time (Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17, 1969). As times are
 *   measured, its runs change places among themselves.
 * - What a user moves stays where it was put: it is sorted no more, and none of a launch's runs passes it.
 */
export function orderQueue(waiting: readonly CostedRun[]): number[] {
  const stretches: CostedRun[][] = []
  for (const run of waiting) {
    const last = stretches.at(-1)
    if (last && run.launch !== null && last[0]?.launch === run.launch) last.push(run)
    else stretches.push([run])
  }
  return stretches.flatMap((stretch) => stretch.toSorted((a, b) => b.cost - a.cost).map(({ id }) => id))
}
