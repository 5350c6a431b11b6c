import { AppError } from '../../electron/shared/appError.ts'
import type { Run } from '../../electron/shared/run.ts'
import type { Study, Variant } from '../../electron/shared/study.ts'
import type { Store } from '../../electron/store/store.ts'
import type { PlannedVariant, ReferencePlan } from './plan.ts'

/** A planned variant as it stands in the database, with its runs in the order of the plan's seeds, all finished. */
export interface TrainedVariant {
  study: Study
  variant: Variant
  planned: PlannedVariant
  runs: Run[]
}

/**
 * All that was planned, study by study.
 * @throws AppError `not-found` or `conflict` where something is not finished, or where the database holds more than the
 * plan: it would all be written.
 */
export function plannedRuns(store: Store, plan: ReferencePlan): TrainedVariant[] {
  const trained = Object.values(plan.studies).flatMap((plannedStudy) => {
    const study = store.studies.findByName(plannedStudy.name)
    if (!study) throw new AppError('not-found', `There is no study “${plannedStudy.name}”: train first.`)
    const variants = store.variants.list(study.id)
    return plannedStudy.variants.map((planned) => trainedVariant(store, { study, variants, planned }))
  })
  refuseUnplanned(store, plan, trained)
  return trained
}

function trainedVariant(
  store: Store,
  { study, variants, planned }: { study: Study; variants: readonly Variant[]; planned: PlannedVariant },
): TrainedVariant {
  const variant = variants.find(({ name }) => name === planned.variant.name)
  if (!variant) throw new AppError('not-found', `“${study.name}” has no variant ${planned.variant.name}.`)
  const runs = planned.seeds.map((seed) => {
    const run = store.runs.find(variant.id, seed)
    if (run?.state === 'finished') return run
    throw new AppError(
      'conflict',
      `${planned.variant.name} with seed ${seed} is ${run?.state ?? 'not trained'}: everything is written together.`,
      'Train the rest first (--only train).',
    )
  })
  return { study, variant, planned, runs }
}

function refuseUnplanned(store: Store, plan: ReferencePlan, trained: readonly TrainedVariant[]): void {
  const runs = new Set(trained.flatMap((variant) => variant.runs.map(({ id }) => id)))
  const others = [
    ...store.studies.list().filter(({ name }) => Object.values(plan.studies).every((study) => study.name !== name)),
    ...store.dataSets
      .list()
      .filter(({ name, provenance }) => name !== plan.dataSetName && provenance.source !== 'sample'),
  ].map(({ name }) => `“${name}”`)
  const more = store.runs.list().filter(({ id }) => !runs.has(id))
  if (others.length === 0 && more.length === 0) return
  throw new AppError(
    'conflict',
    `The working database holds what is not of the plan: ${[...others, ...more.map((run) => `run ${run.id}`)].join(', ')}.`,
    'Delete it there, or train in a database of its own.',
  )
}
