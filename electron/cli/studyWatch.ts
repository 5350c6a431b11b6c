import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import { endedStates, type Run } from '../shared/run.ts'
import { formatEstimate } from '../shared/quantityText.ts'
import { seedText } from '../shared/seedText.ts'
import type { SystemStatus } from '../shared/system.ts'
import type { Context } from './context.ts'
import { onInterrupt } from './interrupt.ts'
import { f1Title, scoresHead } from './runText.ts'
import { score } from './terminal.ts'

/** What a user can do, as sentences, where waiting ended before the runs. */
export interface GoOnHints {
  /** Ctrl-C has paused the runs. */
  paused: string
  /** The queue has paused itself, with runs in it. */
  queuePaused: string
}

/** For commands that, called again, take up what they left. */
export const sameCommandGoesOn: GoOnHints = {
  paused: 'The same command goes on from there.',
  queuePaused: 'Then the same command goes on.',
}

/** For commands that begin one run: called again, they would refuse, or throw its epochs away. */
export const resumeGoesOn = (id: number): GoOnHints => ({
  paused: `\`run resume ${id}\` goes on from there.`,
  queuePaused: `Then \`run pause ${id}\` and \`run resume ${id}\` go on.`,
})

/** Follows runs: prints epochs, pauses them at Ctrl-C, settles when all have ended or are paused. */
export class StudyWatch {
  private readonly client: EngineClient
  private readonly context: Context
  private readonly runs = new Map<number, Run>()
  private readonly cleanUps: (() => void)[] = []
  private settle: (() => void) | undefined
  private fail: ((error: Error) => void) | undefined
  private isInterrupted = false
  private queue: SystemStatus['queue'] | undefined
  private hints = sameCommandGoesOn

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
        const macroF1 = `${f1Title('F1', [run])} ${score(epoch.validationMacroF1)}`
        context.terminal.note(
          `${title(run)}  epoch ${epoch.epoch}/${run.epochs}  ${losses}, ${macroF1}  ${duration}${this.timeLeft()}`,
        )
      }),
      client.on('system.change', ({ queue }) => {
        this.noticeWaiting(queue)
        this.queue = queue
        this.noticePause(queue)
      }),
      client.onLost(() => this.fail?.(new AppError('engine-lost', 'The engine was lost.'))),
    )
  }

  /**
   * Says what is to be known of scores, then waits until all runs that are not ended now have ended. Those in `ours` are paused at Ctrl-C, after their epoch; at
   * the second one now.
   * @throws AppError `cancelled` where that left runs to be resumed.
   */
  async waitFor(runs: readonly Run[], ours: readonly number[], hints = sameCommandGoesOn): Promise<Run[]> {
    this.hints = hints
    for (const run of runs) if (!isEnded(run) || ours.includes(run.id)) this.runs.set(run.id, run)
    for (const head of new Set([...this.runs.values()].map(scoresHead))) this.context.terminal.note(head)
    this.cleanUps.push(
      onInterrupt(
        () => void this.pause(ours, 'epoch'),
        () => void this.pause(ours, 'now'),
      ),
    )
    await new Promise<void>((resolve, reject) => {
      this.settle = resolve
      this.fail = reject
      this.settleIfEnded()
    })
    const ended = [...this.runs.values()]
    if (this.isInterrupted && ended.some(({ state }) => state !== 'finished')) {
      throw new AppError('cancelled', 'Paused. Finished epochs are kept.', hints.paused)
    }
    return ended
  }

  end(): void {
    for (const cleanUp of this.cleanUps) cleanUp()
  }

  /** One that has ended meanwhile needs no pause. */
  private async pauseRun(id: number, when: 'epoch' | 'now'): Promise<void> {
    const run = this.runs.get(id)
    if (!run || isEnded(run)) return
    await this.client.invoke('run.pause', { id, when }).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error
    })
  }

  private update(run: Run): void {
    const before = this.runs.get(run.id)
    if (!before) return
    this.runs.set(run.id, run)
    if (before.state !== run.state && isEnded(run)) this.context.terminal.note(endingOf(run))
    this.settleIfEnded()
  }

  /** Of the whole queue, by what the engine said last. */
  private timeLeft(): string {
    if (!this.queue || this.queue.remainingMs === null) return ''
    return `  [queue: ${formatEstimate(this.queue.remainingMs, this.queue.isRemainingAtMost)} left]`
  }

  private noticeWaiting({ waitsFor }: SystemStatus['queue']): void {
    if (waitsFor !== null && (this.queue?.waitsFor ?? null) === null)
      this.context.terminal.note(`The next run ${waitsFor}.`)
  }

  /** A queue that paused itself does not go on by itself: waiting for it would have no end. */
  private noticePause({ isPaused, pauseReason, active }: SystemStatus['queue']): void {
    if (!isPaused || pauseReason === null || active > 0 || this.isInterrupted || this.runs.size === 0) return
    this.fail?.(new AppError('trainer-failed', pauseReason, this.hints.queuePaused))
  }

  private settleIfEnded(): void {
    if ([...this.runs.values()].every(isEnded)) this.settle?.()
  }

  /** Waiting runs first, so that none of them starts in place of a paused one. */
  private async pause(ours: readonly number[], when: 'epoch' | 'now'): Promise<void> {
    const { note } = this.context.terminal
    this.isInterrupted = true
    note(
      when === 'epoch'
        ? 'Pausing after the running epoch; Ctrl-C again pauses now, which loses that epoch.'
        : 'Pausing now; Ctrl-C again only ends this command.',
    )
    const open = [...this.runs.values()].filter((run) => !isEnded(run))
    const mine = open.filter((run) => ours.includes(run.id))
    if (mine.length < open.length) note(`${open.length - mine.length} runs started elsewhere go on.`)
    const waitingFirst = mine.sort((a, b) => Number(b.state === 'queued') - Number(a.state === 'queued'))
    try {
      for (const { id } of waitingFirst) await this.pauseRun(id, when)
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
  return `${run.variantName} ${seedText(run)}`
}

/** How a run ended, in one line. */
export function endingOf(run: Run): string {
  return `${title(run)}  ${run.state}${testScoreOf(run)}${run.reason === null ? '' : ` (${run.reason})`}`
}

function testScoreOf(run: Run): string {
  if (run.state !== 'finished') return ''
  const value = score(run.testMacroF1)
  return value === null ? ': test part not scored' : `: ${f1Title('test F1', [run])} ${value} (${run.badge.text})`
}
