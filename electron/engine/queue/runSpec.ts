import type { RunSpec } from '../../shared/trainerProtocol.ts'
import type { RunPlan, Store } from '../../store/store.ts'

/**
 * What a trainer is given for a run, its files where the trainer can read them; `outputFolder` is where it may write.
 * @throws AppError `not-found` where a file is missing, `disk-full`.
 */
export function runSpecOf(store: Store, plan: RunPlan, outputFolder: string): RunSpec {
  const { architecture, recipe, seed, until, checkpoint, initialWeightsSha256 } = plan
  const { materialise } = store.files
  return {
    architecture,
    recipe,
    seed,
    dataPath: materialise(plan.dataSha256),
    splitPath: materialise(plan.splitSha256),
    outputFolder,
    until,
    resume: checkpoint && { lastPath: materialise(checkpoint.last), bestPath: materialise(checkpoint.best) },
    initialWeightsPath: initialWeightsSha256 === null ? null : materialise(initialWeightsSha256),
    threads: 1,
  }
}
