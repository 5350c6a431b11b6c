import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createEngine, type Engine, type EngineOptions } from '../../electron/engine/createEngine.ts'
import { publishedBlock, publishedHead } from '../../electron/shared/architecture.ts'
import { publishedRecipe, type Recipe } from '../../electron/shared/recipe.ts'
import type { Run } from '../../electron/shared/run.ts'
import type { NewVariant, Study } from '../../electron/shared/study.ts'
import { openStore } from '../../electron/store/openStore.ts'
import type { Store } from '../../electron/store/store.ts'

process.env['BEATBENCH_CHECK_OUTPUTS'] = '1'

/** A folder that goes when the test ends. */
export function testFolder(): string {
  const folder = makeFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

/** An engine in this process over a real database in a folder of its own; it closes when the test ends. */
export function testEngine(options: Partial<EngineOptions> = {}): { engine: Engine; store: Store } {
  const store = options.store ?? openStore(path.join(testFolder(), 'experiments.db'))
  const engine = createEngine({ beatbench: 'test', withSample: false, ...options, store })
  onTestFinished(() => engine.close())
  return { engine, store }
}

/** The same for several tests together, which close it themselves. */
export function sharedEngine(): { engine: Engine; store: Store; close: () => Promise<void> } {
  const folder = makeFolder()
  const store = openStore(path.join(folder, 'experiments.db'))
  const engine = createEngine({ beatbench: 'test', withSample: false, store })
  const close = async () => {
    await engine.close()
    removeFolder(folder)
  }
  return { engine, store, close }
}

const makeFolder = () => mkdtempSync(path.join(tmpdir(), 'beatbench-engine-'))
const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true })

/** Ends when `check` gives a value that is not undefined or false. */
export async function until<T>(check: () => T | Promise<T>): Promise<Exclude<T, undefined | false | null>> {
  for (;;) {
    const value = await check()
    if (value !== undefined && value !== false && value !== null) return value as Exclude<T, undefined | false | null>
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

type Invoker = Pick<Engine, 'invoke'>

/** Generated beats in the engine's store. */
export async function addBeats(engine: Invoker, beats = 300, name = 'Generated'): Promise<number> {
  const { id } = await engine.invoke('dataset.generate', { name, beats, seed: 1 })
  return await until(async () => {
    const job = (await engine.invoke('job.list', {})).find((candidate) => candidate.id === id)
    if (job?.state === 'failed') throw new Error(job.message)
    return job?.dataSetId
  })
}

/** A network of one small block. */
export function smallVariant(name = 'Small', recipe: Partial<Recipe> = {}, filters = 4): NewVariant {
  return {
    name,
    architecture: { blocks: [publishedBlock(filters)], recurrent: [], head: { ...publishedHead(), dense: [] } },
    recipe: { ...publishedRecipe(), epochs: 2, earlyStopping: null, ...recipe },
    published: null,
  }
}

/** So many epochs that a run trains until somebody ends it. */
export const endless: Partial<Recipe> = { epochs: 10_000 }

let studies = 0

/** A study on generated beats, under a name of its own. */
export async function addStudy(
  engine: Invoker,
  variants: NewVariant[] = [smallVariant()],
  seeds: number[] = [1],
): Promise<Study> {
  const sets = await engine.invoke('dataset.list', {})
  const dataSetId = sets.find(({ provenance }) => provenance.source === 'synthetic')?.id ?? (await addBeats(engine))
  return await engine.invoke('study.create', {
    name: `Study ${++studies}`,
    dataSetId,
    split: 'published',
    seeds,
    variants,
  })
}

/** The run with `id`, once `check` holds of it. */
export async function runWhen(engine: Invoker, id: number, check: (run: Run) => boolean): Promise<Run> {
  return await until(async () => {
    const run = (await engine.invoke('run.list', {})).find((candidate) => candidate.id === id)
    return run && check(run) ? run : undefined
  })
}

export const hasEnded = ({ state }: Run): boolean => ['finished', 'failed', 'cancelled', 'interrupted'].includes(state)

/** The process id of the run's trainer, from its log. */
export async function trainerPid(engine: Invoker, id: number): Promise<number> {
  return await until(async () => {
    const { log } = await engine.invoke('run.get', { id })
    const pid = log.map(({ text }) => /process (\d+)/.exec(text)?.[1]).findLast((found) => found !== undefined)
    return pid === undefined ? undefined : Number(pid)
  })
}

/** True while there is such a process. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
