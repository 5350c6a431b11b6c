import { canonicalJson } from '../../shared/architecture.ts'
import type { Store } from '../../store/store.ts'
import { foldOf } from '../../shared/split.ts'
import { estimateMemory } from './memoryEstimate.ts'
import { workOf, type RunWork } from './work.ts'

/** What a run is estimated by before it begins. */
export interface RunFacts {
  work: RunWork
  /** Of early stopping; null where its recipe has none. */
  patience: number | null
  /** Runs that stop alike: of one study, with the same early stopping and at most as many epochs. */
  stopsLike: string
  /** What its trainer will hold at most, as far as can be computed. */
  memoryBytes: number
}

/** Reads each run's plan once: while a run is there, its variant cannot change. */
export function createRunFacts(store: Store): (runId: number) => RunFacts {
  const known = new Map<number, RunFacts>()

  function read(runId: number): RunFacts {
    const { dataSetId, split, fold, studyId, architecture, recipe } = store.runs.plan(runId)
    const { beats, beatLength } = store.dataSets.get(dataSetId)
    const { counts } = foldOf(store.splits.get(dataSetId, split).summary, fold)
    const { epochs, earlyStopping } = recipe
    const batchSize = Math.min(
      recipe.batchSize,
      counts.train.reduce((sum, count) => sum + count, 0),
    )
    return {
      work: workOf(architecture, beatLength, counts),
      patience: earlyStopping?.patience ?? null,
      stopsLike: canonicalJson({ studyId, epochs, earlyStopping }),
      memoryBytes: estimateMemory({ architecture, batchSize, beats, beatLength }),
    }
  }

  return (runId) => {
    const facts = known.get(runId) ?? read(runId)
    known.set(runId, facts)
    return facts
  }
}
