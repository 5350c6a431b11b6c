import { activeStates, type Run } from '../../shared/run.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'
import type { EpochHistory } from './epochHistory.ts'
import { remainingOfQueue, remainingOfRun } from './remainingTime.ts'

const tellEveryMs = 250

/** Adds to stored runs what is only known while they train, and tells clients when a run moves on. */
export interface RunProgress {
  /** The stored run with its progress in the running epoch and the time that is left. */
  complete<R extends Run>(run: R): R
  /** Steps done in the running epoch, 0..1; told at most four times a second. */
  move(runId: number, epochProgress: number): void
  /** Tells clients of the run at once: a new state, a new epoch. */
  tell(runId: number): void
  forget(runId: number): void
  /** Until the last waiting run has ended, in ms; null while nothing was measured. */
  remainingMs(workers: number): number | null
}

interface Moving {
  epochProgress: number
  toldAt: number
  timer: NodeJS.Timeout | null
}

export function createRunProgress(store: Store, events: EventHub, history: EpochHistory): RunProgress {
  const moving = new Map<number, Moving>()

  function complete<R extends Run>(run: R): R {
    const isActive = activeStates.includes(run.state)
    const epochProgress = isActive ? (moving.get(run.id)?.epochProgress ?? 0) : 0
    if (!isActive && run.state !== 'queued') return run
    return { ...run, epochProgress, remainingMs: remainingMsOf(run, epochProgress) }
  }

  function remainingMsOf(run: Run, progress: number): number | null {
    const epochMs = history.epochMs(run)
    if (epochMs === null) return null
    if (run.state === 'evaluating') return 0
    const endsSoon = run.stopRequested || run.pauseRequested
    const expectedEpochs = endsSoon ? run.epoch + 1 : history.expectedEpochs(run)
    return remainingOfRun({ epochMs, finishedEpochs: run.epoch, expectedEpochs, progress })
  }

  function tell(runId: number): void {
    const state = moving.get(runId)
    if (state) {
      if (state.timer) clearTimeout(state.timer)
      state.timer = null
      state.toldAt = Date.now()
    }
    events.publish('run.change', complete(store.runs.get(runId)))
  }

  function move(runId: number, epochProgress: number): void {
    const state = moving.get(runId) ?? { epochProgress, toldAt: 0, timer: null }
    moving.set(runId, state)
    state.epochProgress = epochProgress
    const waitMs = state.toldAt + tellEveryMs - Date.now()
    if (waitMs <= 0) tell(runId)
    else state.timer ??= setTimeout(() => tell(runId), waitMs).unref()
  }

  function forget(runId: number): void {
    const timer = moving.get(runId)?.timer
    if (timer) clearTimeout(timer)
    moving.delete(runId)
  }

  return {
    complete,
    move,
    tell,
    forget,
    remainingMs: (workers) => {
      const runs = store.runs.list({ states: ['queued', ...activeStates] }).map(complete)
      const known = (list: Run[]) => list.map((run) => run.remainingMs).filter((ms) => ms !== null)
      const active = runs.filter(({ state }) => state !== 'queued')
      const waiting = runs.filter(({ state }) => state === 'queued')
      if (known(runs).length === 0) return null
      return remainingOfQueue(known(active), known(waiting), workers)
    },
  }
}
