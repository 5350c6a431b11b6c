import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import type { Input } from '../shared/contract/commands.ts'
import type { Run } from '../shared/run.ts'
import type { Study } from '../shared/study.ts'
import type { Context } from './context.ts'
import { findStudy } from './findByName.ts'
import { StudyWatch, endingOf } from './studyWatch.ts'

const restartsAllowed = 3

/**
 * Trains what is left of a study and waits for it. Ctrl-C pauses the runs of this call, waiting ones too: the next call
 * goes on with them.
 * @throws AppError `cancelled` after Ctrl-C, `trainer-failed` when a run failed.
 */
export async function runStudy(
  client: EngineClient,
  context: Context,
  name: string,
  { workers }: { workers?: number },
): Promise<void> {
  const study = await findStudy(client, name)
  const giveBackWorkers = workers === undefined ? undefined : await borrowWorkers(client, workers)
  try {
    const ended = await train(client, context, study)
    await printStudyTable(client, context, {
      id: study.id,
      part: 'test',
      format: context.wantsJson() ? 'json' : 'markdown',
    })
    refuseUnfinished(ended, 'The same command goes on with them.')
  } finally {
    await giveBackWorkers?.()
  }
}

/** Prints the table of a study in one of its export formats. */
export async function printStudyTable(
  client: EngineClient,
  context: Context,
  request: Input<'study.export'>,
): Promise<void> {
  const { text } = await client.invoke('study.export', request)
  context.terminal.print(text)
}

/** The number of trainings at once is a setting of the database: it is set for this call, then set back. */
async function borrowWorkers(client: EngineClient, workers: number): Promise<() => Promise<void>> {
  const before = await client.invoke('settings.get', {})
  await client.invoke('settings.update', { workers })
  return async () => {
    await client.invoke('settings.update', { workers: before.workers })
  }
}

/** Launches and waits, again where the engine was lost; ends with all runs that were waited for. */
async function train(client: EngineClient, context: Context, study: Study): Promise<Run[]> {
  for (let restarts = 0; ; restarts++) {
    try {
      return await trainOnce(client, context, study)
    } catch (error) {
      const isLost = error instanceof AppError && error.code === 'engine-lost'
      if (!isLost || restarts === restartsAllowed) throw error
      context.terminal.note('The engine was lost. It is started again; finished epochs are kept.')
      await client.restart()
    }
  }
}

async function trainOnce(client: EngineClient, context: Context, study: Study): Promise<Run[]> {
  const watch = new StudyWatch(client, context)
  try {
    const { queued, alreadyThere } = await client.invoke('study.launch', { id: study.id })
    context.terminal.note(`${study.name}: ${queued.length} runs queued, ${alreadyThere} there already.`)
    await resumeQueue(client, context)
    return await watch.waitFor(await client.invoke('run.list', { studyId: study.id }), queued)
  } finally {
    watch.end()
  }
}

/** Whoever waits for runs wants them trained. */
export async function resumeQueue(client: EngineClient, { terminal }: Context): Promise<void> {
  const { queue } = await client.invoke('system.status', {})
  if (!queue.isPaused) return
  terminal.note('The queue was paused; it goes on.')
  await client.invoke('queue.resume', {})
}

/** @throws AppError `trainer-failed` naming the runs that did not finish, and why. */
export function refuseUnfinished(ended: readonly Run[], hint: string): void {
  const unfinished = ended.filter((run) => run.state !== 'finished')
  if (unfinished.length === 0) return
  const list = unfinished.map((run) => `run ${run.id}, ${endingOf(run)}`).join('\n')
  throw new AppError(
    'trainer-failed',
    `${unfinished.length} ${unfinished.length === 1 ? 'run' : 'runs'} did not finish:\n${list}`,
    hint,
  )
}
