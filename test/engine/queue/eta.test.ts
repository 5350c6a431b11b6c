import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEventHub } from '../../../electron/engine/eventHub.ts'
import { orderQueue } from '../../../electron/engine/queue/queueOrder.ts'
import { createRunHistory } from '../../../electron/engine/queue/runHistory.ts'
import { createRunProgress } from '../../../electron/engine/queue/runProgress.ts'
import { createUsageMeter } from '../../../electron/engine/queue/usageMeter.ts'
import { published11 } from '../../../electron/shared/preset.ts'
import { publishedRecipe, type EarlyStopping } from '../../../electron/shared/recipe.ts'
import type { RunEnvironment } from '../../../electron/shared/run.ts'
import type { Store } from '../../../electron/store/store.ts'
import { addDataSet, epoch, finishedRun } from '../../store/samples.ts'
import { temporaryStore } from '../../store/temporaryStore.ts'

/** What a run took, in ms: see `recordEpochTimes.ts`. */
interface Times {
  startMs: number
  epochsMs: readonly number[]
  endMs: number
}
type Recorded = Record<number, Times>

const folder = new URL('../../fixtures/engine/', import.meta.url)
const recordedWith = (kernels: 'stock' | 'fused'): Recorded =>
  (JSON.parse(readFileSync(new URL(`epochTimes.${kernels}.json`, folder), 'utf8')) as { recorded: Recorded }).recorded

/**
 * Epochs of Models 9 and 10 of the reference study that Beatbench 0.1.0 came with, where at first, and again for one
 * epoch, others used the computer too.
 */
const disturbed: Recorded = {
  9: { startMs: 800, epochsMs: [16796, 14286, 13132, 9246, 8543, 8146, 8047, 8293, 8978, 12993, 8160], endMs: 900 },
  10: {
    startMs: 800,
    epochsMs: [
      13447, 9387, 9179, 8687, 8236, 8448, 9039, 13075, 9027, 8850, 8830, 8922, 8734, 8680, 8415, 10360, 9216, 8989,
      8975, 8810,
    ],
    endMs: 900,
  },
}
const slices = 10

const environment: RunEnvironment = {
  beatbench: '0.1.0',
  node: '24',
  tensorflow: '2.21.0',
  cpu: 'any',
  threads: 1,
  oneDnn: true,
}

interface Told {
  runId: number
  epoch: number
  ofEpochs: number
  atMs: number
  remainingMs: number
  isAtMost: boolean
  queueMs: number | null
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** Lets runs of models with seeds go through a queue in the recorded time, and keeps what is told at the end of each epoch. */
function replay(
  recorded: Recorded,
  { seeds, earlyStopping = null }: { seeds: number[]; earlyStopping?: EarlyStopping | null },
) {
  const store = temporaryStore()
  queueRuns(store, recorded, { seeds, earlyStopping })
  const cores = 2
  const history = createRunHistory(store, cores)
  const progress = createRunProgress(store, createEventHub(false), history, cores)
  const told: Told[] = []
  const ends = new Map<number, number>()
  let active = 0

  /** A run's life: each step gives the time until the next. */
  function* live(id: number): Generator<number, void> {
    const run = store.runs.get(id)
    const { startMs, epochsMs: times, endMs } = recorded[Number(run.variantName.replace('Model ', ''))]!
    const usage = createUsageMeter()
    store.runs.setState(id, 'preparing')
    progress.begin(id)
    yield startMs
    history.enter(environment)
    store.runs.setEnvironment(id, environment)
    store.runs.setState(id, 'training')
    usage.ready()
    progress.begin(id)
    for (const [index, ms] of times.entries()) {
      for (let slice = 1; slice <= slices; slice++) {
        yield ms / slices
        if (slice < slices) progress.move(id, slice / slices)
      }
      store.runs.appendEpoch(id, epoch(index + 1), index < times.length - 3)
      history.recordEpoch(run, usage.epoch(active), active)
      progress.endEpoch(id, ms)
      tell(id, index + 1, times.length)
    }
    store.runs.setState(id, 'evaluating')
    yield endMs
    store.runs.finish(id, finishedRun(store, `${id}`))
    usage.end()
    progress.forget(id)
    history.recordUsage(run, usage.usage())
    history.recordEnd(store.runs.get(id))
    ends.set(id, performance.now())
  }

  function tell(id: number, epochs: number, ofEpochs: number): void {
    const { remainingMs, isRemainingAtMost } = progress.complete(store.runs.get(id))
    told.push({
      runId: id,
      epoch: epochs,
      ofEpochs,
      atMs: performance.now(),
      remainingMs: remainingMs ?? Number.NaN,
      isAtMost: isRemainingAtMost,
      queueMs: progress.remaining(2)?.ms ?? null,
    })
  }

  const begun: { at: number; life: Generator<number, void> }[] = []
  const fill = () => {
    const waiting = store.runs.queue().map((queued) => ({ ...queued, cost: history.cost(store.runs.get(queued.id)) }))
    for (const id of orderQueue(waiting)) {
      if (begun.length >= 2) return
      begun.push({ at: performance.now(), life: live(id) })
      active = begun.length
      step(begun.at(-1)!)
    }
  }
  const step = (entry: (typeof begun)[number]) => {
    const next = entry.life.next()
    if (!next.done) entry.at += next.value
    else begun.splice(begun.indexOf(entry), 1)
    active = begun.length
  }
  for (fill(); begun.length > 0; fill()) {
    const next = begun.reduce((first, entry) => (entry.at < first.at ? entry : first))
    vi.advanceTimersByTime(Math.max(0, next.at - performance.now()))
    next.at = performance.now()
    step(next)
  }
  const endedAt = performance.now()
  return told.map((one) => ({
    ...one,
    realMs: ends.get(one.runId)! - one.atMs,
    queueRealMs: endedAt - one.atMs,
  }))
}

function queueRuns(
  store: Store,
  recorded: Recorded,
  { seeds, earlyStopping }: { seeds: number[]; earlyStopping: EarlyStopping | null },
): void {
  const variants = Object.entries(recorded).flatMap(([model, { epochsMs }]) => {
    const epochs = earlyStopping ? 20 : epochsMs.length
    return published11([Number(model)]).map((variant) => ({
      ...variant,
      recipe: { ...publishedRecipe(), epochs, earlyStopping },
    }))
  })
  const dataSetId = addDataSet(store, 'beats')
  const study = store.studies.insert({ name: 'recorded', dataSetId, split: 'published', seeds, variants })
  const ids = store.variants
    .list(study.id)
    .flatMap(({ id }) => seeds.map((seed) => store.runs.insertQueued(id, seed).id))
  store.runs.groupLaunch(ids)
}

const errorOf = ({ remainingMs, realMs }: { remainingMs: number; realMs: number }) =>
  Math.abs(remainingMs - realMs) / realMs
const shareWithin = (errors: readonly number[]) => errors.filter((error) => error <= 0.25).length / errors.length

const isTelling = ({ epoch: number, ofEpochs }: Told) => number < ofEpochs

describe.each(['stock', 'fused'] as const)(
  'the time left, told at the end of epochs recorded with %s kernels',
  (kernels) => {
    it('is within 25 % from the second epoch on, of every run and of the queue', () => {
      const told = replay(recordedWith(kernels), { seeds: [1, 2] })
      expect(told.length).toBeGreaterThan(150)
      const ofRuns = told.filter(isTelling).map(errorOf)
      expect(shareWithin(ofRuns)).toBeGreaterThan(0.95)
      const ofQueue = told
        .filter(({ queueMs }) => queueMs !== null)
        .map(({ queueMs, queueRealMs }) => errorOf({ remainingMs: queueMs!, realMs: queueRealMs }))
      expect(ofQueue.length).toBeGreaterThan(0.9 * told.length)
      expect(shareWithin(ofQueue)).toBeGreaterThan(0.95)
    })
  },
)

describe('the time left of runs that were disturbed', () => {
  it('comes within 25 % soon after the disturbance', () => {
    const told = replay(disturbed, { seeds: [1] })
    const calm = told.filter((one) => isTelling(one) && one.epoch >= 6)
    expect(shareWithin(calm.map(errorOf))).toBeGreaterThan(0.85)
  })
})

describe('with early stopping', () => {
  const patience3: EarlyStopping = { monitor: 'validation-loss', patience: 3 }

  it('is a bound until a run like it has ended, and by the mean of those then', () => {
    const { 6: six } = recordedWith('stock')
    const told = replay({ 6: six! }, { seeds: [1, 2, 3, 4, 5, 6], earlyStopping: patience3 })
    const first = told.filter(({ isAtMost }) => isAtMost)
    expect(first.length).toBeGreaterThan(10)
    for (const { remainingMs, realMs } of first) expect(remainingMs).toBeGreaterThan(realMs)
    const later = told.filter((one) => !one.isAtMost && isTelling(one))
    expect(later.length).toBeGreaterThan(20)
    expect(shareWithin(later.map(errorOf))).toBeGreaterThan(0.95)
  })
})
