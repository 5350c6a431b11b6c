import { existsSync } from 'node:fs'
import path from 'node:path'
import { connectEngine, type EngineClient } from '../../electron/client/connectEngine.ts'
import { published11 } from '../../electron/shared/preset.ts'
import { publishedRecipe } from '../../electron/shared/recipe.ts'
import { endedStates, type Run, type RunDetail } from '../../electron/shared/run.ts'
import { EtaRecord, type EtaError } from './etaRecord.ts'

export interface AblationPlan {
  models: number[]
  seeds: number[]
  epochs: number
  /** Trainings at once; null for the engine's own choice. */
  workers: number | null
}

export interface AblationResult {
  /** From the start of the engine's process until the last run's result was stored. */
  wallMs: number
  workers: number
  runs: RunDetail[]
  runErrors: { name: string; errors: EtaError[] }[]
  queueErrors: EtaError[]
}

/** A new database with the built-in sample and the study, its engine ended: what a user has before a launch. */
export async function prepareAblation(
  folder: string,
  plan: AblationPlan,
): Promise<{ dataPath: string; kind: 'sample' }> {
  const client = await connectEngine({ databasePath: path.join(folder, 'ablation.db') })
  const sample = (await client.invoke('dataset.list', {})).find(({ provenance }) => provenance.source === 'sample')
  if (!sample) throw new Error('The built-in sample is not there.')
  // Every epoch is trained, so that all programs do the same work.
  const recipe = { ...publishedRecipe(), epochs: plan.epochs, earlyStopping: null }
  await client.invoke('study.create', {
    name: 'ablation',
    dataSetId: sample.id,
    split: 'sample',
    seeds: plan.seeds,
    variants: published11(plan.models).map((variant) => ({ ...variant, recipe, published: null })),
  })
  if (plan.workers !== null) await client.invoke('settings.update', { workers: plan.workers })
  const dataPath = path.join((await client.invoke('system.status', {})).filesPath, sample.sha256)
  if (!existsSync(dataPath)) throw new Error(`The sample's file ${dataPath} is not there.`)
  await shutDown(client)
  return { dataPath, kind: 'sample' }
}

/** Launches the prepared study on a new engine and waits until all of it is stored. */
export async function runAblation(folder: string): Promise<AblationResult> {
  const startedAt = performance.now()
  const client = await connectEngine({ databasePath: path.join(folder, 'ablation.db') })
  const eta = new EtaRecord()
  client.on('run.change', (run) => eta.takeRun(run))
  client.on('system.change', ({ queue }) => eta.takeQueue(queue))
  const [study] = await client.invoke('study.list', {})
  if (!study) throw new Error('The study is not there.')
  const ended = untilEnded(client)
  const { queued } = await client.invoke('study.launch', { id: study.id })
  await ended(queued)
  const endedAt = performance.now()
  const { workers } = await client.invoke('settings.get', {})
  const runs = await Promise.all(queued.map((id) => client.invoke('run.get', { id })))
  await shutDown(client)
  const failed = runs.filter(({ state }) => state !== 'finished')
  if (failed.length > 0) throw new Error(failed.map((run) => `Run ${run.id} ${run.state}: ${run.reason}`).join('\n'))
  const queueErrors = eta.queueErrors(endedAt)
  return { wallMs: endedAt - startedAt, workers, runs, runErrors: eta.runErrors(), queueErrors }
}

/** Listens from now on, so that no end is missed; then waits for the runs with these ids. */
function untilEnded(client: EngineClient): (ids: readonly number[]) => Promise<void> {
  const endedIds = new Set<number>()
  let check = () => {}
  client.on('run.change', (run: Run) => {
    if (endedStates.includes(run.state)) endedIds.add(run.id)
    check()
  })
  return (ids) =>
    new Promise((resolve, reject) => {
      client.onLost(() => reject(new Error('The engine was lost.')))
      check = () => {
        if (ids.every((id) => endedIds.has(id))) resolve()
      }
      check()
    })
}

async function shutDown(client: EngineClient): Promise<void> {
  const { pid } = client.hello()
  await client.invoke('engine.shutdown', { stopRuns: true })
  client.close()
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
