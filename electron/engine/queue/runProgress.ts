import { activeStates, type Run } from '../../shared/run.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'
import { RunClock } from './runClock.ts'
import { createRunEta, type Estimate } from './runEta.ts'
import type { RunHistory } from './runHistory.ts'
import { Throttle } from './throttle.ts'

const tellEveryMs = 250

/** Adds to stored runs what is only known while they wait or train, and tells clients when a run moves on. */
export interface RunProgress {
  /** The stored run with its progress in the running epoch, the time that is left, and what it waits for. */
  complete<R extends Run>(run: R): R
  /** Its trainer was started, or has become ready for its first epoch. */
  begin(runId: number): void
  /** Steps done in the running epoch, 0..1; told at most four times a second. */
  move(runId: number, epochProgress: number): void
  /** An epoch came in, after so long, and the next begins. */
  endEpoch(runId: number, epochMs: number): void
  /** Tells clients of the run at once: a new state, a new epoch. */
  tell(runId: number): void
  forget(runId: number): void
  /** Which run waits although a worker is free, and why. */
  setWaiting(waiting: WaitingRun | null): void
  waitsFor(): string | null
  /** Until the last waiting run has ended; null while nothing was measured. */
  remaining(workers: number): Estimate | null
}

export interface WaitingRun {
  runId: number
  why: string
}

export function createRunProgress(store: Store, events: EventHub, history: RunHistory, cores: number): RunProgress {
  const clock = new RunClock(cores)
  const eta = createRunEta({ store, history, clock, cores })
  const telling = new Throttle(tellEveryMs, (runId) => events.publish('run.change', complete(store.runs.get(runId))))
  let waiting: WaitingRun | null = null

  function complete<R extends Run>(run: R): R {
    if (!activeStates.includes(run.state) && run.state !== 'queued') return run
    const estimate = eta.ofRun(run)
    return {
      ...run,
      epochProgress: clock.read(run.id)?.progress ?? 0,
      remainingMs: estimate?.ms ?? null,
      isRemainingAtMost: estimate?.isAtMost ?? false,
      waitsFor: run.state === 'queued' && waiting?.runId === run.id ? waiting.why : null,
    }
  }

  function setWaiting(next: WaitingRun | null): void {
    const before = waiting
    waiting = next
    if (before?.runId === next?.runId && before?.why === next?.why) return
    for (const run of store.runs.list({ states: ['queued'] }))
      if (run.id === before?.runId || run.id === next?.runId) events.publish('run.change', complete(run))
  }

  /** It may have been cancelled or deleted since. */
  function isQueued(runId: number): boolean {
    return store.runs.list({ states: ['queued'] }).some(({ id }) => id === runId)
  }

  return {
    complete,
    begin: (runId) => clock.begin(runId),
    move: (runId, epochProgress) => {
      clock.move(runId, epochProgress)
      telling.soon(runId)
    },
    endEpoch: (runId, epochMs) => {
      clock.endEpoch(runId, epochMs)
      telling.soon(runId)
    },
    tell: (runId) => telling.now(runId),
    forget: (runId) => {
      telling.forget(runId)
      clock.forget(runId)
    },
    setWaiting,
    waitsFor: () => (waiting && isQueued(waiting.runId) ? waiting.why : null),
    remaining: (workers) => eta.ofQueue(workers),
  }
}
