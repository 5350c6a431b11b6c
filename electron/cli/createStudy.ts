import type { EngineClient } from '../client/connectEngine.ts'
import { splitWarnings } from '../shared/splitWarnings.ts'
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
 * Makes a study from a preset or from a study file; `warn` is told what its split is wary of.
 * @throws UsageError where options contradict or are missing; AppError `bad-file` for a file that is no study.
 */
export async function createStudy(
  client: EngineClient,
  name: string,
  options: CreateOptions & { warn: (text: string) => void },
): Promise<Study> {
  const plan = planStudy(options)
  const dataName = options.data ?? plan.data
  if (dataName === undefined) throw new UsageError('--data is missing: which data set?', 'See `beatbench data list`.')
  const dataSet = await findDataSet(client, dataName)
  const [first] = dataSet.splits
  if (!first)
    throw new UsageError(
      `The data set “${dataSet.name}” has no split yet: nothing says which beats train, validate and test.`,
      `\`data split '${dataSet.name}' --kind k-fold\` parts it by patient; \`data split --help\` tells of other ways.`,
    )
  const key = options.split ?? plan.split ?? first.key
  const split = dataSet.splits.find((each) => each.key === key)
  if (!split)
    throw new UsageError(
      `The data set “${dataSet.name}” has no split "${key}".`,
      `It has ${dataSet.splits.map((each) => each.key).join(', ')}; \`data split\` makes others.`,
    )
  splitWarnings(split).forEach(options.warn)
  return client.invoke('study.create', {
    name,
    dataSetId: dataSet.id,
    split: key,
    seeds: options.seeds ?? plan.seeds ?? [1],
    variants: plan.variants,
    ...(plan.baseline === undefined ? {} : { baseline: plan.baseline }),
  })
}
