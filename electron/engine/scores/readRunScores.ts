import { AppError } from '../../shared/appError.ts'
import type { RunCurves, RunScores } from '../../shared/runScores.ts'
import { predictionCurves } from '../../shared/scores/predictionCurves.ts'
import type { Predictions } from '../../shared/scores/predictions.ts'
import { scorePredictions } from '../../shared/scores/scorePredictions.ts'
import { partBadge, type Part } from '../../shared/split.ts'
import type { EngineContext } from '../context.ts'
import { evaluatedPart } from '../explain/evaluatedPart.ts'

type Parts = Pick<EngineContext, 'store' | 'library'>

/**
 * All scores of a run on one part, from its stored predictions: the part is not scored again.
 * @throws AppError `not-found` for a part that the run was not scored on, or where the data set's labels are not here.
 */
export function readRunScores({ store, library }: Parts, id: number, part: Part): RunScores {
  const { dataSetId, split } = store.runs.plan(id)
  const { summary } = store.splits.get(dataSetId, split)
  const known = store.evaluations.known(id, part)
  return {
    runId: id,
    part,
    splitLabel: summary.label,
    badge: partBadge(summary, part),
    ...scorePredictions(predictionsOf({ store, library }, id, part), summary.headlineClasses),
    ...known,
  }
}

/** @throws AppError `not-found` as {@link readRunScores}, and where the logits are not kept. */
export function readRunCurves({ store, library }: Parts, id: number, part: Part): RunCurves {
  const { logits, ...predictions } = predictionsOf({ store, library }, id, part)
  if (!logits)
    throw new AppError(
      'not-found',
      `The logits of run ${id} are not kept, so it has no curves.`,
      'Train the run again to have them.',
    )
  return { runId: id, part, ...predictionCurves({ ...predictions, logits }) }
}

function predictionsOf({ store, library }: Parts, id: number, part: Part): Predictions {
  const { predicted, logitsSha256 } = evaluatedPart(store, id, part)
  const plan = store.runs.plan(id)
  const { labels } = library.beats(plan.dataSetId)
  return {
    labels: Uint8Array.from(library.rows(plan, part), (row) => labels[row]!),
    predicted,
    logits: library.logits(logitsSha256),
  }
}
