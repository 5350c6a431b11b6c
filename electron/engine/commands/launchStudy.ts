import { AppError } from '../../shared/appError.ts'
import type { Output, ParsedInput } from '../../shared/contract/commands.ts'
import type { DataSet } from '../../shared/dataSet.ts'
import type { RunState } from '../../shared/run.ts'
import type { Variant } from '../../shared/study.ts'
import type { Store } from '../../store/store.ts'
import { checkDesign } from './checkDesign.ts'

/** Runs in these states go on, or begin anew, at a launch; all others stay as they are. */
const startedAgain: readonly RunState[] = ['failed', 'cancelled', 'interrupted', 'paused']

/**
 * Queues one run for each variant, seed and fold that has none yet as one launch, in one transaction; those that did not finish go
 * on from their checkpoint.
 * Archived variants are left out unless they are named.
 * @throws AppError `not-found` for a variant of another study or where the beats are not here, `bad-input` for a seed that
 * is not the study's, or a design that cannot be built for the data set's beats.
 */
export function launchStudy(store: Store, request: ParsedInput<'study.launch'>): Output<'study.launch'> {
  const study = store.studies.get(request.id)
  const variants = chooseVariants(store.variants.list(study.id), request.variantIds)
  const seeds = request.seeds ?? study.seeds
  const foreign = seeds.find((seed) => !study.seeds.includes(seed))
  if (foreign !== undefined)
    throw new AppError('bad-input', `Seed ${foreign} is not one of the study's.`, 'Add it to the study first.')
  const dataSet = store.dataSets.get(study.dataSetId)
  for (const variant of variants) checkDesign(variant, dataSet)
  const { folds } = store.splits.get(study.dataSetId, study.split).summary
  const planned = variants.flatMap(({ id: variantId }) =>
    seeds.flatMap((seed) => folds.map((_, fold) => ({ variantId, seed, fold }))),
  )
  return store.transaction(() => {
    const queued: number[] = []
    let alreadyThere = 0
    for (const { variantId, seed, fold } of planned) {
      const existing = store.runs.find(variantId, seed, fold)
      if (!existing) queued.push(store.runs.insertQueued(variantId, seed, fold).id)
      else if (startedAgain.includes(existing.state)) queued.push(store.runs.startAgain(existing.id).id)
      else alreadyThere += 1
    }
    store.runs.groupLaunch(queued)
    if (queued.length > 0) refuseMissingBeats(dataSet)
    return { queued, alreadyThere }
  })
}

function refuseMissingBeats({ name, beats, beatsHere }: DataSet): void {
  if (beatsHere === beats) return
  throw new AppError(
    'not-found',
    `${beatsHere === 0 ? 'None' : `Only ${beatsHere}`} of the ${beats} beats of “${name}” are in this database.`,
    'Import the data set from its files: it then has its beats again, under the same name.',
  )
}

function chooseVariants(all: Variant[], ids: number[] | undefined): Variant[] {
  if (!ids) return all.filter(({ archived }) => !archived)
  return ids.map((id) => {
    const found = all.find((variant) => variant.id === id)
    if (!found) throw new AppError('not-found', `The study has no variant ${id}.`)
    return found
  })
}
