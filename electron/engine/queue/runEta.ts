import { activeStates, type Run } from '../../shared/run.ts'
import type { Store } from '../../store/store.ts'
import { remainingOfQueue, usualEpochMs, wholeEpochMs } from './remainingTime.ts'
import type { RunClock, RunningStretch } from './runClock.ts'
import type { RunHistory } from './runHistory.ts'

/** A time in ms, or an upper bound of it where early stopping may come and nothing tells when. */
export interface Estimate {
  ms: number
  isAtMost: boolean
}

interface Parts {
  store: Store
  history: RunHistory
  clock: RunClock
  cores: number
}

/** How long runs and the queue still take; null while nothing was measured. */
export interface RunEta {
  /** Of a run that trains, until its end; of a waiting one, how long it will take, at the pace of now. */
  ofRun(run: Run): Estimate | null
  /** Until the last waiting run has ended. */
  ofQueue(workers: number): Estimate | null
}

export function createRunEta({ store, history, clock, cores }: Parts): RunEta {
  const isAtMost = (run: Run) => !endsSoon(run) && history.epochs(run).isAtMost

  /** With a core to itself: the trainer's start, epochs, scoring. */
  function aloneMs(run: Run): number | null {
    const now = clock.read(run.id)
    const elapsedMs = now?.elapsedMs ?? 0
    const endMs = run.pauseRequested ? 0 : history.endMs(run)
    if (endMs === null) return null
    if (run.state === 'evaluating') return Math.max(0, endMs - elapsedMs)
    const isTraining = run.state === 'training'
    const startMs = isTraining ? 0 : Math.max(0, history.startMs() - elapsedMs)
    if (run.isImported) return startMs + endMs
    const epochMs = epochMsOf(run, isTraining ? now : null)
    if (epochMs === null) return null
    // At least what is left of the running epoch, also when a run goes on longer than was expected of it.
    const epochs = endsSoon(run) ? 1 : Math.max(1, history.epochs(run).epochs - run.epoch)
    return startMs + epochs * epochMs - (isTraining ? Math.min(epochMs, elapsedMs) : 0) + endMs
  }

  function epochMsOf(run: Run, now: RunningStretch | null): number | null {
    const usualMs = usualEpochMs(now?.ownEpochs ?? [], history.epochMs(run))
    if (!now) return usualMs
    const { trainingShare } = history.work(run)
    return wholeEpochMs({ usualMs, elapsedMs: now.movedMs, progress: now.progress, trainingShare })
  }

  function ofQueue(workers: number): Estimate | null {
    const open = store.runs.list({ states: activeStates })
    const queued = store.runs.list({ states: ['queued'] }).sort((a, b) => a.position - b.position)
    const [active, waiting] = [open, queued].map((runs) => runs.map(aloneMs).filter((ms) => ms !== null))
    if (!active || !waiting || active.length + waiting.length < open.length + queued.length) return null
    return {
      ms: remainingOfQueue({ active, waiting, workers, cores }),
      isAtMost: [...open, ...queued].some(isAtMost),
    }
  }

  return {
    ofRun: (run) => {
      const ms = aloneMs(run)
      return ms === null ? null : { ms: ms * clock.slowness, isAtMost: isAtMost(run) }
    },
    ofQueue,
  }
}

const endsSoon = (run: Run): boolean => run.stopRequested || run.pauseRequested
