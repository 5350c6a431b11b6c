import { AppError } from '../../shared/appError.ts'
import type { RunSpec } from '../../shared/trainerProtocol.ts'
import type { RunPlan } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'

/**
 * What a trainer is given for a run, its files where the trainer can read them; `outputFolder` is where it may write.
 * @throws AppError `not-found` where a file is missing, `disk-full`.
 */
export function runSpecOf(store: Store, plan: RunPlan, outputFolder: string): RunSpec {
  const { architecture, recipe, seed, until, checkpoint, initialWeightsSha256 } = plan
  const { materialise } = store.files
  refuseLostWeights(plan)
  return {
    architecture,
    recipe,
    seed,
    dataPath: materialise(plan.dataSha256),
    splitPath: materialise(plan.splitSha256),
    fold: plan.fold,
    outputFolder,
    until,
    resume: checkpoint && { lastPath: materialise(checkpoint.last), bestPath: materialise(checkpoint.best) },
    initialWeightsPath: initialWeightsSha256 === null ? null : materialise(initialWeightsSha256),
    threads: 1,
  }
}

/** Without its weights an imported run would be scored with drawn ones: a self-contained copy may have left them out. */
function refuseLostWeights({ runId, importedFrom, initialWeightsSha256 }: RunPlan): void {
  if (importedFrom !== null && initialWeightsSha256 === null)
    throw new AppError(
      'not-found',
      `The weights of ${importedFrom}, with which run ${runId} is scored, are not in this database.`,
      'Delete the run and import them again.',
    )
}
