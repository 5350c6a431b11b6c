import { AppError } from '../../shared/appError.ts'
import type { Part } from '../../shared/split.ts'
import type { Evaluation } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'

/** @throws AppError `not-found` for a part that the run was not scored on. */
export function evaluatedPart(store: Store, runId: number, part: Part): Evaluation {
  const evaluation = store.evaluations.get(runId, part)
  if (evaluation) return evaluation
  const { state } = store.runs.get(runId)
  throw new AppError(
    'not-found',
    `Run ${runId} has no predictions for the ${part} part.`,
    state === 'finished' ? 'Choose the validation or the test part.' : 'Only finished runs are scored.',
  )
}
