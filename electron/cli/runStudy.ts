import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import { endedStates, type Run } from '../shared/run.ts'
import type { Study } from '../shared/study.ts'
import type { TableFormat } from '../shared/studyTable.ts'
import type { Context } from './context.ts'
import { findStudy } from './findByName.ts'
import { onInterrupt } from './interrupt.ts'
import { score } from './terminal.ts'

const restartsAllowed = 3

/**
 * Trains what is left of a study and waits for it. Ctrl-C cancels the runs of this call, waiting ones too: they are
 * queued again by the next call.
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
    refuseUnfinished(ended)
  } finally {
    await giveBackWorkers?.()
  }
}

/** Prints the table of a study in one of its export formats. */
export async function printStudyTable(
  client: EngineClient,
  context: Context,
  request: { id: number; part: 'test' | 'validation'; format: TableFormat },
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
    const status = await client.invoke('system.status', {})
    if (status.queue.isPaused) {
      context.terminal.note('The queue was paused; it goes on.')
      await client.invoke('queue.resume', {})
    }
    return await watch.waitFor(await client.invoke('run.list', { studyId: study.id }), queued)
  } finally {
    watch.end()
  }
}

/** Follows the runs of one study: prints epochs, cancels at Ctrl-C, settles when all have ended. */
class StudyWatch {
  private readonly client: EngineClient
  private readonly context: Context
  private readonly runs = new Map<number, Run>()
  private readonly cleanUps: (() => void)[] = []
  private settle: (() => void) | undefined
  private fail: ((error: Error) => void) | undefined
  private isInterrupted = false

  constructor(client: EngineClient, context: Context) {
    this.client = client
    this.context = context
    this.cleanUps.push(
      client.on('run.change', (run) => this.update(run)),
      client.on('run.epoch', ({ runId, epoch }) => {
        const run = this.runs.get(runId)
        if (!run) return
        const losses = `loss ${epoch.trainLoss.toFixed(4)}, validation ${epoch.validationLoss.toFixed(4)}`
        const duration = `${(epoch.durationMs / 1000).toFixed(1)} s`
        const macroF1 = `F1 ${score(epoch.validationMacroF1)}`
        context.terminal.note(`${title(run)}  epoch ${epoch.epoch}/${run.epochs}  ${losses}, ${macroF1}  ${duration}`)
      }),
      client.onLost(() => this.fail?.(new AppError('engine-lost', 'The engine was lost.'))),
    )
  }

  /** Waits until all runs that are not ended now have ended; those in `ours` are cancelled at Ctrl-C. */
  async waitFor(runs: readonly Run[], ours: readonly number[]): Promise<Run[]> {
    for (const run of runs) if (!isEnded(run) || ours.includes(run.id)) this.runs.set(run.id, run)
    this.cleanUps.push(onInterrupt(() => void this.cancel(ours)))
    await new Promise<void>((resolve, reject) => {
      this.settle = resolve
      this.fail = reject
      this.settleIfEnded()
    })
    if (this.isInterrupted) {
      throw new AppError('cancelled', 'Stopped. What was finished is kept.', 'The same command trains what is left.')
    }
    return [...this.runs.values()]
  }

  end(): void {
    for (const cleanUp of this.cleanUps) cleanUp()
  }

  private update(run: Run): void {
    const before = this.runs.get(run.id)
    if (!before) return
    this.runs.set(run.id, run)
    if (before.state !== run.state && isEnded(run)) this.context.terminal.note(ending(run))
    this.settleIfEnded()
  }

  private settleIfEnded(): void {
    if ([...this.runs.values()].every(isEnded)) this.settle?.()
  }

  /** Waiting runs first, so that none of them starts in place of a cancelled one. */
  private async cancel(ours: readonly number[]): Promise<void> {
    this.isInterrupted = true
    this.context.terminal.note('Stopping; Ctrl-C again ends at once.')
    const open = [...this.runs.values()].filter((run) => !isEnded(run))
    const mine = open.filter((run) => ours.includes(run.id))
    if (mine.length < open.length)
      this.context.terminal.note(`${open.length - mine.length} runs started elsewhere go on.`)
    const waitingFirst = mine.sort((a, b) => Number(b.state === 'queued') - Number(a.state === 'queued'))
    try {
      for (const run of waitingFirst) await this.client.invoke('run.cancel', { id: run.id })
      for (const run of open) if (!mine.includes(run)) this.runs.delete(run.id)
      this.settleIfEnded()
    } catch (error) {
      this.fail?.(error as Error)
    }
  }
}

function isEnded(run: Run): boolean {
  return endedStates.includes(run.state) || run.state === 'paused'
}

function title(run: Run): string {
  return `${run.variantName} seed ${run.seed}`
}

function ending(run: Run): string {
  const scores = run.state === 'finished' ? `: test F1 ${score(run.testMacroF1) ?? 'not scored'}` : ''
  return `${title(run)}  ${run.state}${scores}${run.reason === null ? '' : ` (${run.reason})`}`
}

function refuseUnfinished(ended: readonly Run[]): void {
  const unfinished = ended.filter((run) => run.state !== 'finished')
  if (unfinished.length === 0) return
  const list = unfinished.map((run) => `run ${run.id}, ${ending(run)}`).join('\n')
  throw new AppError(
    'trainer-failed',
    `${unfinished.length} runs did not finish:\n${list}`,
    'The same command tries them again.',
  )
}
