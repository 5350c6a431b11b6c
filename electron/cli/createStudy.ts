import type { EngineClient } from '../client/connectEngine.ts'
import type { Study } from '../shared/study.ts'
import { findDataSet } from './findByName.ts'
import { planStudy, type PlanOptions } from './studyPlan.ts'
import { UsageError } from './usageError.ts'

/** Options of `study create`; what is left out comes from the study file or the data set. */
export interface CreateOptions extends PlanOptions {
  data?: string
  seeds?: number[]
  /** Key of a split of the data set. */
  split?: string
}

/**
 * Makes a study from a preset or from a study file.
 * @throws UsageError where options contradict or are missing; AppError `bad-file` for a file that is no study.
 */
export async function createStudy(client: EngineClient, name: string, options: CreateOptions): Promise<Study> {
  const plan = planStudy(options)
  const dataName = options.data ?? plan.data
  if (dataName === undefined) throw new UsageError('--data is missing: which data set?', 'See `beatbench data list`.')
  const dataSet = await findDataSet(client, dataName)
  const split = options.split ?? plan.split ?? dataSet.splits[0]?.key ?? 'published'
  return client.invoke('study.create', {
    name,
    dataSetId: dataSet.id,
    split,
    seeds: options.seeds ?? plan.seeds ?? [1],
    variants: plan.variants,
    ...(plan.baseline === undefined ? {} : { baseline: plan.baseline }),
  })
}
