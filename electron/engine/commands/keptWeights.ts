import { AppError } from '../../shared/appError.ts'
import type { Artifact } from '../../store/artifact.ts'
import type { Store } from '../../store/store.ts'

/** The weights of a run. @throws AppError `not-found` where the run or its weights are not there. */
export function keptWeights(store: Store, runId: number): Artifact {
  store.runs.get(runId)
  const weights = store.runs.weights(runId)
  if (weights) return weights
  throw new AppError(
    'not-found',
    `Run ${runId} has no weights.`,
    'Weights are kept when a run finishes; train it again.',
  )
}
