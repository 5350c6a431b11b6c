import { AppError } from '../../shared/appError.ts'
import type { Store } from '../../store/store.ts'

/** One seed is one run of a variant. @throws AppError `bad-input` for a seed that is given twice. */
export function checkSeeds(seeds: readonly number[]): void {
  const twice = seeds.find((seed, index) => seeds.indexOf(seed) !== index)
  if (twice !== undefined)
    throw new AppError('bad-input', `Seed ${twice} is given twice.`, 'Every run of a variant has a seed of its own.')
}

/** A seed that holds imported weights cannot be trained too. @throws AppError `conflict` naming the run. */
export function refuseImportedSeeds({ runs, studies }: Store, studyId: number, seeds: readonly number[]): void {
  const before = studies.get(studyId).seeds
  const imported = runs
    .list({ studyId })
    .find((run) => run.isImported && seeds.includes(run.seed) && !before.includes(run.seed))
  if (imported)
    throw new AppError(
      'conflict',
      `Seed ${imported.seed} of "${imported.variantName}" holds imported weights: run ${imported.id}.`,
      'Choose another seed, or delete that run first.',
    )
}
