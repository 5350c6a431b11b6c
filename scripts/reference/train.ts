import { existsSync } from 'node:fs'
import path from 'node:path'
import type { EngineClient } from '../../electron/client/connectEngine.ts'
import type { Context } from '../../electron/cli/context.ts'
import { followImport } from '../../electron/cli/followJob.ts'
import { refuseUnfinished, resumeQueue } from '../../electron/cli/runStudy.ts'
import { StudyWatch } from '../../electron/cli/studyWatch.ts'
import { UsageError } from '../../electron/cli/usageError.ts'
import { AppError } from '../../electron/shared/appError.ts'
import type { DataSet } from '../../electron/shared/dataSet.ts'
import type { Run } from '../../electron/shared/run.ts'
import { ensureStudy } from './ensureStudy.ts'
import type { PlannedStudy, ReferencePlan } from './plan.ts'

/** An engine that dies again and again is not started for ever. */
const restartsAllowed = 10

/**
 * Imports the data set where it is not there yet, and trains what is left of the plan: interrupted and paused runs go on
 * from their checkpoints, finished ones stay. Ctrl-C pauses after the running epochs.
 * @throws AppError `cancelled` after Ctrl-C, `trainer-failed` where a run failed, `conflict` where the database holds
 * studies of these names that were made otherwise; UsageError where the data are needed and not named.
 */
export async function trainPlan(
  client: EngineClient,
  context: Context,
  plan: ReferencePlan,
  csvFolder: string | undefined,
): Promise<void> {
  const dataSet = await ensureDataSet(client, context, plan.dataSetName, csvFolder)
  await trainStudies(client, context, { studies: Object.values(plan.studies), dataSet })
}

/** Studies that are planned, and the data set that they are on. */
interface Planned {
  studies: readonly PlannedStudy[]
  dataSet: DataSet
}

/**
 * Trains what is left of planned studies; an engine that dies is started again.
 * @throws AppError as {@link trainPlan}
 */
export async function trainStudies(client: EngineClient, context: Context, planned: Planned): Promise<void> {
  for (let restarts = 0; ; restarts++) {
    try {
      refuseUnfinished(await trainOnce(client, context, planned), 'The same command tries them again.')
      return
    } catch (error) {
      const isLost = error instanceof AppError && error.code === 'engine-lost'
      if (!isLost || restarts === restartsAllowed) throw error
      context.terminal.note('The engine was lost. It is started again; finished epochs are kept.')
      await client.restart()
    }
  }
}

async function trainOnce(client: EngineClient, context: Context, { studies, dataSet }: Planned): Promise<Run[]> {
  const watch = new StudyWatch(client, context)
  try {
    const runs: Run[] = []
    for (const study of studies) runs.push(...(await launch(client, context, { study, dataSet })))
    await resumeQueue(client, context)
    const ended = await watch.waitFor(
      runs,
      runs.map(({ id }) => id),
    )
    return ended
  } finally {
    watch.end()
  }
}

/** Queues what has not finished of a study, variants with the same seeds together. Ends with all of its planned runs. */
async function launch(
  client: EngineClient,
  { terminal }: Context,
  { study, dataSet }: { study: PlannedStudy; dataSet: DataSet },
): Promise<Run[]> {
  const { id, variants } = await ensureStudy(client, study, dataSet.id)
  const planned = study.variants.map(({ seeds }, index) => ({ id: variants[index]?.id ?? 0, seeds }))
  const counts = { queued: 0, alreadyThere: 0 }
  for (const [, group] of Map.groupBy(planned, ({ seeds }) => seeds.join())) {
    const launched = await client.invoke('study.launch', {
      id,
      variantIds: group.map((variant) => variant.id),
      seeds: [...(group[0]?.seeds ?? [])],
    })
    counts.queued += launched.queued.length
    counts.alreadyThere += launched.alreadyThere
  }
  terminal.note(`${study.name}: ${counts.queued} runs queued, ${counts.alreadyThere} there already.`)
  const runs = await client.invoke('run.list', { studyId: id })
  return runs.filter((run) =>
    planned.some((variant) => variant.id === run.variantId && variant.seeds.includes(run.seed)),
  )
}

async function ensureDataSet(
  client: EngineClient,
  { terminal }: Context,
  name: string,
  csvFolder: string | undefined,
): Promise<DataSet> {
  const known = (await client.invoke('dataset.list', {})).find((set) => set.name === name)
  if (known) return known
  if (csvFolder === undefined)
    throw new UsageError(
      'The data are not imported yet: --data FOLDER is needed.',
      'The folder with mitbih_train.csv and mitbih_test.csv, plain or gzip.',
    )
  const train = csvIn(csvFolder, 'mitbih_train.csv')
  const test = csvIn(csvFolder, 'mitbih_test.csv')
  const set = await followImport(client, terminal, () => client.invoke('dataset.import', { name, train, test }))
  for (const { text } of set.provenance.notes) terminal.note(text)
  return set
}

/** `name` or `name.gz` in a folder, as an absolute path, since the engine has a folder of its own. */
function csvIn(folder: string, name: string): { path: string } {
  const found = [name, `${name}.gz`].map((file) => path.resolve(folder, file)).find((file) => existsSync(file))
  if (found === undefined) throw new UsageError(`There is neither ${name} nor ${name}.gz in ${path.resolve(folder)}.`)
  return { path: found }
}
