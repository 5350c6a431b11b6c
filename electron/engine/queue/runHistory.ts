import { cpus } from 'node:os'
import type { Run, RunEnvironment, RunUsage } from '../../shared/run.ts'
import type { RunRecord } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import { createMeasuredTimes } from './measuredTimes.ts'
import { createNeededEpochs } from './neededEpochs.ts'
import { crowding } from './remainingTime.ts'
import { createRunFacts } from './runFacts.ts'
import type { RunWork } from './work.ts'

const seededRuns = 100
/** A trainer's start, before one was measured. They start alike, whatever they train. */
const usualStartMs = 1000
const anyStart = { variantId: 0, work: 1 }
/** Memory a run may hold beyond what its variant held before. */
const memoryMargin = 1.05

type Estimated = Pick<Run, 'id' | 'variantId'>

/** What runs took of this computer, to say what others will take. Times are those of a training with a core to itself. */
export interface RunHistory {
  /** Where trainings run now: what was measured elsewhere, or with other kernels, counts only where nothing else is there. */
  enter(environment: RunEnvironment): void
  recordEpoch(run: Estimated, epochMs: number, trainings: number): void
  /** Of a run that has ended, however it did. */
  recordUsage(run: Estimated, usage: RunUsage): void
  /** Of a run that has finished. */
  recordEnd(run: Run): void
  work(run: Estimated): RunWork
  /** What is left of a waiting run, to compare runs by: its time, or its work as long as nothing was measured. */
  cost(run: Run): number
  /** Null while nothing was measured. */
  epochMs(run: Estimated): number | null
  startMs(): number
  /** Scoring and storing the result. Null while nothing was measured. */
  endMs(run: Estimated): number | null
  /** What its trainer will hold at most. */
  memoryBytes(run: Estimated): number
  /** How many it will have in all; see `neededEpochs.ts`. */
  epochs(run: Run): { epochs: number; isAtMost: boolean }
}

/** Begins with the newest runs of the store. */
export function createRunHistory(store: Store, cores: number): RunHistory {
  const factsOf = createRunFacts(store)
  const measured = createMeasurements()
  const needed = createNeededEpochs()
  /** Where trainings run now, as far as is known. */
  let here = ''

  function recordEpoch(machine: string, { id, variantId }: Estimated, ms: number, trainings = 1): void {
    const of = { machine, variantId, work: factsOf(id).work.epoch }
    measured.epochs.add(of, ms / crowding(trainings, cores))
  }

  function recordUsage(machine: string, { id, variantId }: Estimated, usage: RunUsage): void {
    const alone = crowding(usage.sideBySide, cores)
    const of = { machine, variantId, work: factsOf(id).work.end }
    if (usage.startMs !== null) measured.starts.add({ machine, ...anyStart }, usage.startMs / alone)
    if (usage.endMs !== null) measured.ends.add(of, usage.endMs / alone)
    if (usage.peakBytes !== null) measured.addPeak(of, usage.peakBytes)
  }

  /** Runs of before usage was kept tell the time of their epochs together with all else. */
  function recordStored(run: RunRecord): void {
    const { epoch, environment, usage, durationMs } = run
    const machine = machineOf(environment)
    if (environment?.cpu === cpus()[0]?.model.trim()) here = machine
    const epochMs = usage?.epochMs ?? (durationMs === null || epoch === 0 ? null : durationMs / epoch)
    if (epochMs !== null) recordEpoch(machine, run, epochMs, usage?.sideBySide)
    if (usage) recordUsage(machine, run, usage)
    if (run.isFullLength) needed.add(run, factsOf(run.id))
  }

  for (const run of store.runs.records(seededRuns)) recordStored(run)

  const epochMsOf = ({ id, variantId }: Estimated) =>
    measured.epochs.expect({ machine: here, variantId, work: factsOf(id).work.epoch })
  const epochsOf = (run: Run) => needed.expect(run, factsOf(run.id))

  return {
    enter: (environment) => void (here = machineOf(environment)),
    recordEpoch: (run, ms, trainings) => recordEpoch(here, run, ms, trainings),
    recordUsage: (run, usage) => recordUsage(here, run, usage),
    recordEnd: (run) => {
      // Runs that were extended, imported or stopped say nothing of how long others train.
      if (!run.stopRequested && store.runs.limit(run.id) === null) needed.add(run, factsOf(run.id))
    },
    work: ({ id }) => factsOf(id).work,
    cost: (run) => {
      const { work } = factsOf(run.id)
      const epochMs = epochMsOf(run) ?? work.epoch
      return (epochsOf(run).epochs - run.epoch) * epochMs + (epochMs * work.end) / work.epoch
    },
    epochMs: epochMsOf,
    startMs: () => measured.starts.expect({ machine: here, ...anyStart }) ?? usualStartMs,
    endMs: (run) => {
      const { work } = factsOf(run.id)
      const known = measured.ends.expect({ machine: here, variantId: run.variantId, work: work.end })
      const ofEpoch = epochMsOf(run)
      return known ?? (ofEpoch === null ? null : (ofEpoch * work.end) / work.epoch)
    },
    memoryBytes: ({ id, variantId }) => {
      const peak = measured.peak({ machine: here, variantId })
      return peak === null ? factsOf(id).memoryBytes : memoryMargin * peak
    },
    epochs: epochsOf,
  }
}

/** Times of epochs, starts and ends, and the most memory that runs of a variant have held. */
function createMeasurements() {
  const peaks = new Map<string, number>()
  const keyOf = ({ machine, variantId }: { machine: string; variantId: number }) => `${machine}, variant ${variantId}`
  return {
    epochs: createMeasuredTimes(),
    starts: createMeasuredTimes(),
    ends: createMeasuredTimes(),
    addPeak: (of: { machine: string; variantId: number }, bytes: number) =>
      void peaks.set(keyOf(of), Math.max(bytes, peaks.get(keyOf(of)) ?? 0)),
    peak: (of: { machine: string; variantId: number }) => peaks.get(keyOf(of)) ?? null,
  }
}

/** What decides how fast trainings are: processor, kernels, threads. */
function machineOf(environment: RunEnvironment | null): string {
  return environment === null ? '' : `${environment.cpu}, ${environment.kernels ?? 'stock'}, ${environment.threads}`
}
