import type { Context } from '../../electron/cli/context.ts'
import { AppError } from '../../electron/shared/appError.ts'
import { holdEngineLock, type EngineLock } from '../../electron/store/engineLock.ts'
import { openStore } from '../../electron/store/openStore.ts'
import { writePage } from './page/writePage.ts'
import type { ReferencePlan } from './plan.ts'
import { trainPlan } from './train.ts'
import { upgradeReference } from './upgrade.ts'
import { writeReference } from './write.ts'

/** In their order; a database that was just written needs no upgrade, so that this one runs only when it is named. */
export const stages = ['train', 'write', 'upgrade', 'page'] as const
export const usualStages: readonly Stage[] = ['train', 'write', 'page']
export type Stage = (typeof stages)[number]

export interface StageOptions {
  stages: readonly Stage[]
  /** Where the CSV pair lies; needed only until it has been imported. */
  csvFolder: string | undefined
  /** Trainings at once; the database's own setting when left out. */
  workers: number | undefined
  /** The reference database that is written. */
  target: string
  /** The docs page that is made of it. */
  page: string
}

const lockPollMs = 100
/** An engine that nobody uses any more leaves within a few seconds. */
const lockTimeoutMs = 30_000

/** Runs the named stages of the reference study, in their order, over the context's database. */
export async function runStages(context: Context, plan: ReferencePlan, options: StageOptions): Promise<void> {
  const { terminal } = context
  if (options.stages.includes('train')) {
    await context.withEngine(async (client) => {
      if (options.workers !== undefined) await client.invoke('settings.update', { workers: options.workers })
      await trainPlan(client, context, plan, options.csvFolder)
    })
  }
  if (options.stages.includes('write')) {
    const lock = await waitForLock(context.databasePath())
    const store = openStore(context.databasePath())
    try {
      await writeReference(store, plan, { target: options.target, note: terminal.note })
    } finally {
      store.close()
      lock.release()
    }
  }
  if (options.stages.includes('upgrade')) {
    upgradeReference(options.target)
    terminal.note(`Upgraded ${options.target}.`)
  }
  if (options.stages.includes('page')) {
    await writePage(options.target, plan, options.page)
    terminal.note(`Wrote ${options.page}.`)
  }
}

/** @throws AppError `conflict` while an engine keeps the database: somebody has it open, or it still trains. */
async function waitForLock(databasePath: string): Promise<EngineLock> {
  for (const deadline = Date.now() + lockTimeoutMs; ;) {
    const lock = holdEngineLock(databasePath)
    if (lock) return lock
    if (Date.now() > deadline)
      throw new AppError('conflict', `${databasePath} is in use.`, 'Close the windows that show it, and let it finish.')
    await new Promise((resolve) => setTimeout(resolve, lockPollMs))
  }
}
