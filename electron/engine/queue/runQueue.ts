import { AppError } from '../../shared/appError.ts'
import { activeStates, type Run } from '../../shared/run.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'
import { createFailureBreaker } from './failureBreaker.ts'
import type { MemoryState } from '../system/memory.ts'
import { waitsForMemory } from './memoryGate.ts'
import { orderQueue } from './queueOrder.ts'
import type { QueuePause } from './queuePause.ts'
import type { RunHistory } from './runHistory.ts'
import type { RunProgress } from './runProgress.ts'
import { Training } from './training.ts'
import { failedBy, type Unfinished } from './unfinished.ts'

const storeAgainMs = 5000
/** A run that waits for memory looks again after this. */
const memoryAgainMs = 3000

export interface RunQueueParts {
  store: Store
  events: EventHub
  history: RunHistory
  progress: RunProgress
  pause: QueuePause
  trainer: string
  workers: () => number
  readMemory: () => MemoryState
  /** A training began or ended. */
  onChange: () => void
}

/** Trains waiting runs in their order (`queueOrder.ts`), as many at once as there are workers and memory lasts for. */
export class RunQueue {
  readonly #parts: RunQueueParts
  readonly #trainings = new Map<number, Training>()
  readonly #breaker = createFailureBreaker()
  /** Since the queue was last empty. */
  #batch = { done: 0, failed: 0 }
  #isClosing = false
  #memoryTimer: NodeJS.Timeout | null = null

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

  /** Sorts what waits, and starts runs while workers are free. Nobody passes a run that waits for memory. */
  fill(): void {
    const { store, pause, progress } = this.#parts
    try {
      this.#order()
      let why: string | null = null
      while (!this.#isClosing && !pause.isPaused() && this.activeCount < this.#parts.workers()) {
        const next = store.runs.nextQueued()
        why = next && this.#waitsForMemory(next)
        if (next && why !== null) progress.setWaiting({ runId: next.id, why })
        if (!next || why !== null || !store.runs.setState(next.id, 'preparing')) break
        this.#start(next.id)
      }
      if (why === null) progress.setWaiting(null)
    } catch (error) {
      // A run that cannot even be marked as begun (a full disk) stays where it is, in a queue that waits.
      console.error('The next run could not be started:', error)
      pause.pause(`The queue was paused: ${failedBy(error).reason}`)
    }
  }

  #order(): void {
    const { store, history, events } = this.#parts
    const waiting = store.runs.queue()
    if (waiting.every(({ launch }) => launch === null)) return
    const runs = new Map(store.runs.list({ states: ['queued'] }).map((run) => [run.id, run]))
    const costed = waiting.map((queued) => {
      const run = runs.get(queued.id)
      return { ...queued, cost: run ? history.cost(run) : 0 }
    })
    const order = orderQueue(costed)
    const moved = waiting.filter(({ id }, index) => order[index] !== id)
    if (moved.length === 0) return
    store.runs.arrange(order)
    for (const studyId of new Set(moved.map((run) => run.studyId)))
      events.publish('list.change', { noun: 'run', studyId })
  }

  /** Why the run must wait, in words; it is looked at again soon. */
  #waitsForMemory(run: Run): string | null {
    const { history, readMemory } = this.#parts
    const trainings = [...this.#trainings.values()].map((training) => ({
      expectedBytes: history.memoryBytes({ id: training.plan.runId, variantId: training.plan.variantId }),
      heldBytes: training.usage().peakBytes ?? 0,
    }))
    const why = waitsForMemory(history.memoryBytes(run), trainings, readMemory())
    if (why !== null)
      this.#memoryTimer ??= setTimeout(() => {
        this.#memoryTimer = null
        this.fill()
      }, memoryAgainMs).unref()
    return why
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

  /**
   * Ends a training now, or takes a waiting run out of the queue; gives up what was left of a run that is extended.
   * @throws AppError `conflict` when it has ended.
   */
  async cancel(runId: number): Promise<void> {
    const training = this.#trainings.get(runId)
    if (training) return await training.end({ state: 'cancelled', reason: 'Cancelled while it trained.' })
    this.#endWaiting(runId, { state: 'cancelled', reason: 'Cancelled while it waited.' })
  }

  /**
   * Ends a training so that it can be resumed, after its epoch or now, or takes a waiting run out of the queue.
   * @throws AppError `conflict` when it has ended.
   */
  async pause(runId: number, when: 'epoch' | 'now'): Promise<void> {
    const training = this.#trainings.get(runId)
    if (!training) return this.#endWaiting(runId, { state: 'paused', reason: 'Paused while it waited.' })
    if (when === 'epoch') this.#pauseAfterEpoch(runId, training)
    else await training.end({ state: 'paused', reason: 'Paused within an epoch.' })
  }

  /** Asks every training to pause after its epoch, or interrupts it now; waiting runs stay, in a queue that is paused. */
  async stop(when: 'epoch' | 'now', reason: string): Promise<void> {
    const { store, pause } = this.#parts
    if (store.runs.tally().queued > 0) pause.pause()
    if (when === 'epoch') for (const [runId, training] of this.#trainings) this.#pauseAfterEpoch(runId, training)
    else await this.#endAll(reason)
  }

  #pauseAfterEpoch(runId: number, training: Training): void {
    this.#parts.store.runs.requestPause(runId)
    training.pauseAfterEpoch()
    this.#parts.progress.tell(runId)
  }

  #endWaiting(runId: number, how: Unfinished): void {
    if (!this.#parts.store.runs.end(runId, how)) throw hasEnded(runId)
    this.#parts.progress.tell(runId)
    this.#log(runId, how.reason)
    this.#parts.onChange()
  }

  /** Ends every training for the engine's own end; waiting runs stay as they are. */
  async close(): Promise<void> {
    this.#isClosing = true
    if (this.#memoryTimer) clearTimeout(this.#memoryTimer)
    await this.#endAll('The engine was ended while the run trained.')
  }

  async #endAll(reason: string): Promise<void> {
    await Promise.all([...this.#trainings.values()].map((training) => training.end({ state: 'interrupted', reason })))
  }

  #start(runId: number): void {
    const { store, events, progress, history, trainer } = this.#parts
    const startedAt = Date.now()
    progress.begin(runId)
    try {
      const plan = store.runs.plan(runId)
      const estimated = { id: runId, variantId: plan.variantId }
      const training = new Training(store, trainer, plan, {
        onReady: (environment) => {
          history.enter(environment)
          progress.begin(runId)
        },
        onState: () => {
          // It could begin: what ends it later is its own affair.
          this.#breaker.recordSuccess()
          progress.tell(runId)
        },
        onProgress: (epochProgress) => progress.move(runId, epochProgress),
        onEpoch: (epoch, epochMs) => {
          history.recordEpoch(estimated, epochMs, this.activeCount)
          events.publish('run.epoch', { runId, epoch })
          progress.endEpoch(runId, epochMs)
          if (epoch.epoch === 1) this.#tellWaiting()
        },
        countTrainings: () => this.activeCount,
        onLog: (entry) => events.publish('run.log', { runId, ...entry }),
      })
      this.#trainings.set(runId, training)
      void training.ended.then((how) => {
        // It may be training again already.
        if (this.#trainings.get(runId) === training) this.#trainings.delete(runId)
        history.recordUsage(estimated, training.usage())
        this.#conclude(runId, how, Date.now() - startedAt)
      })
    } catch (error) {
      this.#conclude(runId, failedBy(error), 0)
    }
    progress.tell(runId)
    this.#parts.onChange()
  }

  #conclude(runId: number, how: Unfinished | null, ranForMs: number): void {
    const { store, progress, history } = this.#parts
    progress.forget(runId)
    if (how === null) {
      this.#batch.done += 1
      history.recordEnd(store.runs.get(runId))
      progress.tell(runId)
    } else {
      this.#batch.failed += how.state === 'failed' || how.state === 'cancelled' ? 1 : 0
      this.#settle(runId, how)
      if (how.state === 'failed') this.#considerPause(how, ranForMs)
    }
    this.fill()
    this.#tellWaiting()
    this.#parts.onChange()
  }

  /** What waits is now expected to take another time. */
  #tellWaiting(): void {
    const { store, events } = this.#parts
    if (store.runs.tally().queued > 0) events.publish('list.change', { noun: 'run' })
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
      store.runs.end(runId, how)
    } catch (error) {
      console.error(`Run ${runId} ended (${how.reason}), which could not be stored:`, error)
      if (!this.#isClosing) setTimeout(() => this.#settleLater(runId, how), storeAgainMs).unref()
      return
    }
    progress.tell(runId)
    this.#log(runId, how.reason)
  }

  /** Unless somebody has settled it meanwhile: cancelled, or even started again. */
  #settleLater(runId: number, how: Unfinished): void {
    const isOpen = this.#parts.store.runs.list({ states: activeStates }).some(({ id }) => id === runId)
    if (isOpen && !this.#trainings.has(runId)) this.#settle(runId, how)
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
