import { AppError } from '../../shared/appError.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'
import { createFailureBreaker } from './failureBreaker.ts'
import type { EpochHistory } from './epochHistory.ts'
import type { QueuePause } from './queuePause.ts'
import type { RunProgress } from './runProgress.ts'
import { Training } from './training.ts'
import { failedBy, type Unfinished } from './unfinished.ts'

const storeAgainMs = 5000

export interface RunQueueParts {
  store: Store
  events: EventHub
  history: EpochHistory
  progress: RunProgress
  pause: QueuePause
  trainer: string
  workers: () => number
  /** A training began or ended. */
  onChange: () => void
}

/** Trains waiting runs in their order, as many at once as there are workers. */
export class RunQueue {
  readonly #parts: RunQueueParts
  readonly #trainings = new Map<number, Training>()
  readonly #breaker = createFailureBreaker()
  /** Since the queue was last empty. */
  #batch = { done: 0, failed: 0 }
  #isClosing = false

  constructor(parts: RunQueueParts) {
    this.#parts = parts
  }

  get activeCount(): number {
    return this.#trainings.size
  }

  /** Runs in the queue now, and how those that were queued together with them ended. */
  counts(): { total: number; done: number; active: number; waiting: number; failed: number } {
    const waiting = this.#parts.store.runs.tally().queued
    const { done, failed } = this.#batch
    return { total: done + failed + this.activeCount + waiting, done, active: this.activeCount, waiting, failed }
  }

  /** Call it before runs are queued: the first ones in an empty queue begin a new count. */
  beginBatch(): void {
    if (this.activeCount === 0 && this.#parts.store.runs.tally().queued === 0) this.#batch = { done: 0, failed: 0 }
  }

  /** Starts waiting runs while workers are free. */
  fill(): void {
    const { store, pause } = this.#parts
    try {
      while (!this.#isClosing && !pause.isPaused() && this.activeCount < this.#parts.workers()) {
        const next = store.runs.nextQueued()
        if (!next || !store.runs.setState(next.id, 'preparing')) return
        this.#start(next.id)
      }
    } catch (error) {
      // A run that cannot even be marked as begun (a full disk) stays where it is, in a queue that waits.
      console.error('The next run could not be started:', error)
      pause.pause(`The queue was paused: ${failedBy(error).reason}`)
    }
  }

  resume(): void {
    this.#breaker.reset()
    this.#parts.pause.resume()
    this.fill()
  }

  /** Ends after the running epoch and is scored. @throws AppError `conflict` when it does not train. */
  stopAfterEpoch(runId: number): void {
    const training = this.#trainings.get(runId)
    if (!training) throw notTraining(runId)
    this.#parts.store.runs.requestStop(runId)
    training.stopAfterEpoch()
    this.#parts.progress.tell(runId)
  }

  /** Ends a training now, or takes a waiting run out of the queue. @throws AppError `conflict` when it has ended. */
  async cancel(runId: number): Promise<void> {
    const { store, progress } = this.#parts
    const training = this.#trainings.get(runId)
    if (training) return await training.end({ state: 'cancelled', reason: 'Cancelled while it trained.' })
    if (!store.runs.setState(runId, 'cancelled', 'Cancelled while it waited.')) throw hasEnded(runId)
    progress.tell(runId)
  }

  /** Asks every training to end; waiting runs stay, in a queue that is paused. */
  async stop(when: 'epoch' | 'now', reason: string): Promise<void> {
    const { store, pause } = this.#parts
    if (store.runs.tally().queued > 0) pause.pause()
    if (when === 'epoch') for (const runId of this.#trainings.keys()) this.stopAfterEpoch(runId)
    else await this.#endAll(reason)
  }

  /** Ends every training for the engine's own end; waiting runs stay as they are. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.#endAll('The engine was ended while the run trained.')
  }

  async #endAll(reason: string): Promise<void> {
    await Promise.all([...this.#trainings.values()].map((training) => training.end({ state: 'interrupted', reason })))
  }

  #start(runId: number): void {
    const { store, events, progress, history, trainer } = this.#parts
    const startedAt = Date.now()
    try {
      const plan = store.runs.plan(runId)
      const training = new Training(store, trainer, plan, {
        onState: () => {
          // It could begin: what ends it later is its own affair.
          this.#breaker.recordSuccess()
          progress.tell(runId)
        },
        onProgress: (epochProgress) => progress.move(runId, epochProgress),
        onEpoch: (epoch) => {
          history.record({ id: runId, variantId: plan.variantId }, epoch.durationMs)
          events.publish('run.epoch', { runId, epoch })
          progress.move(runId, 0)
        },
        onLog: (entry) => events.publish('run.log', { runId, ...entry }),
      })
      this.#trainings.set(runId, training)
      void training.ended.then((how) => this.#conclude(runId, how, Date.now() - startedAt))
    } catch (error) {
      this.#conclude(runId, failedBy(error), 0)
    }
    progress.tell(runId)
    this.#parts.onChange()
  }

  #conclude(runId: number, how: Unfinished | null, ranForMs: number): void {
    const { store, progress, history } = this.#parts
    this.#trainings.delete(runId)
    progress.forget(runId)
    if (how === null) {
      this.#batch.done += 1
      const { variantId, epoch } = store.runs.get(runId)
      history.recordEnd({ variantId }, epoch)
      progress.tell(runId)
    } else {
      this.#batch.failed += how.state === 'interrupted' ? 0 : 1
      this.#settle(runId, how)
      if (how.state === 'failed') this.#considerPause(how, ranForMs)
    }
    this.fill()
    this.#parts.onChange()
  }

  #considerPause(how: Unfinished, ranForMs: number): void {
    const { pause } = this.#parts
    if (how.concernsAll) pause.pause(`The queue was paused: ${how.reason}`)
    else if (this.#breaker.recordFailure(ranForMs))
      pause.pause(`The queue was paused, since three runs in a row failed at once. The last one: ${how.reason}`)
  }

  /** Keeps how a run ended; on a full disk, as soon as there is room again. */
  #settle(runId: number, how: Unfinished): void {
    const { store, progress } = this.#parts
    try {
      store.runs.setState(runId, how.state, how.reason)
    } catch (error) {
      console.error(`Run ${runId} ended (${how.reason}), which could not be stored:`, error)
      if (!this.#isClosing) setTimeout(() => this.#settle(runId, how), storeAgainMs).unref()
      return
    }
    progress.tell(runId)
    this.#log(runId, how.reason)
  }

  #log(runId: number, text: string): void {
    try {
      this.#parts.events.publish('run.log', { runId, ...this.#parts.store.runs.appendLog(runId, text) })
    } catch (error) {
      console.error(`The log of run ${runId} could not be stored:`, text, error)
    }
  }
}

function notTraining(runId: number): AppError {
  return new AppError('conflict', `Run ${runId} does not train now.`, 'Only a training run can end after its epoch.')
}

function hasEnded(runId: number): AppError {
  return new AppError('conflict', `Run ${runId} has ended already.`)
}
