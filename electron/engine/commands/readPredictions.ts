import { AppError } from '../../shared/appError.ts'
import { classCount } from '../../shared/beatClass.ts'
import type { Output, ParsedInput } from '../../shared/contract/commands.ts'
import { beatNumber, originOf } from '../../data/beats.ts'
import type { EngineContext } from '../context.ts'
import { evaluatedPart } from '../explain/evaluatedPart.ts'

/**
 * Numbers of the beats, labels, logits and origins of a run's evaluated part, in the order of the split; each call is
 * journaled as a look at it.
 * @throws AppError `not-found` where the part was not scored or its logits are not kept.
 */
export function readPredictions(
  { store, library, looks }: EngineContext,
  { id, part }: ParsedInput<'run.predictions'>,
): Output<'run.predictions'> {
  const logits = library.logits(evaluatedPart(store, id, part).logitsSha256)
  if (!logits)
    throw new AppError('not-found', `The logits of run ${id} are not kept.`, 'Train the run again to have them.')
  const plan = store.runs.plan(id)
  const beats = library.beats(plan.dataSetId)
  const rows = Array.from(library.rows(plan, part))
  looks.recordEach(id, part, 'predictions')
  const origins = rows.map((row) => originOf(beats, row))
  return {
    rows: rows.map((row) => beatNumber(beats, plan.split, row)),
    labels: rows.map((row) => beats.labels[row] ?? 0),
    logits: rows.map((_, index) => Array.from(logits.subarray(index * classCount, (index + 1) * classCount))),
    records: origins.map(({ record }) => record),
    samples: origins.map(({ recordSample }) => recordSample),
  }
}
