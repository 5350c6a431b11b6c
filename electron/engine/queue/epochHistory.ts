import { summarise } from '../../shared/networkSummary.ts'
import type { Run } from '../../shared/run.ts'
import type { Store } from '../../store/store.ts'
import { expectedEpochMs, type EpochTime } from './remainingTime.ts'

const keptTimes = 300
const seededRuns = 50

/** What epochs took and how many were needed, to say how long others will take. */
export interface EpochHistory {
  record(run: Pick<Run, 'id' | 'variantId'>, epochMs: number): void
  /** How many epochs a run needed that ended by its recipe. */
  recordEnd(run: Pick<Run, 'id' | 'variantId' | 'epoch'>): void
  /** Null while nothing was measured. */
  epochMs(run: Pick<Run, 'id' | 'variantId'>): number | null
  /** At most `run.epochs`; with early stopping, what finished runs of the variant needed. */
  expectedEpochs(run: Pick<Run, 'id' | 'variantId' | 'epochs'>): number
}

/** Begins with the newest finished runs of the store, until epochs are measured in this session. */
export function createEpochHistory(store: Store): EpochHistory {
  const works = new Map<number, number>()
  const finals = new Map<number, number[]>()
  const measured: EpochTime[] = []

  function workOf({ id, variantId }: Pick<Run, 'id' | 'variantId'>): number {
    const known = works.get(variantId)
    if (known !== undefined) return known
    const plan = store.runs.plan(id)
    const { counts } = store.splits.get(plan.dataSetId, plan.split).summary
    const work = summarise(plan.architecture).macs * counts.train.reduce((sum, count) => sum + count, 0)
    works.set(variantId, work)
    return work
  }

  /** Runs that were extended or imported say nothing of how long others train. */
  function recordEnd({ id, variantId, epoch }: Pick<Run, 'id' | 'variantId' | 'epoch'>): void {
    if (store.runs.limit(id) === null) finals.set(variantId, [...(finals.get(variantId) ?? []), epoch])
  }

  function seedTimes(): EpochTime[] {
    const finished = store.runs.list({ states: ['finished'] }).slice(-seededRuns)
    return finished.flatMap((run) => {
      if (run.durationMs === null || run.epoch === 0) return []
      recordEnd(run)
      return [{ variantId: run.variantId, work: workOf(run), epochMs: run.durationMs / run.epoch }]
    })
  }

  const seeded = seedTimes()
  return {
    record: (run, epochMs) => {
      measured.push({ variantId: run.variantId, work: workOf(run), epochMs })
      if (measured.length > keptTimes) measured.shift()
    },
    recordEnd,
    epochMs: (run) => expectedEpochMs(measured.length > 0 ? measured : seeded, run.variantId, workOf(run)),
    expectedEpochs: ({ id, variantId, epochs }) => {
      const known = finals.get(variantId)
      if (!known || store.runs.limit(id) !== null) return epochs
      return Math.min(epochs, Math.round(known.reduce((sum, value) => sum + value, 0) / known.length))
    },
  }
}
