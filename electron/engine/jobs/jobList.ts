import path from 'node:path'
import { AppError, toErrorData } from '../../shared/appError.ts'
import type { DataSet } from '../../shared/dataSet.ts'
import type { ImportSpec } from '../../shared/importProtocol.ts'
import type { Job } from '../../shared/job.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'
import { keepDataSet, refuseTakenName } from './keepDataSet.ts'
import { runImport, type RunningImport } from './runImport.ts'

/** An import's spec without the place of its output, which is the list's own affair. */
type WithoutOutput<Spec> = Spec extends unknown ? Omit<Spec, 'outputPath'> : never

export interface NewJob {
  kind: Job['kind']
  title: string
  name: string
  spec: WithoutOutput<ImportSpec>
}

/** Imports under way and those of this session that have ended. */
export interface JobList {
  list(): Job[]
  /** @throws AppError `conflict` when the name of the data set is taken. */
  start(job: NewJob): Job
  /** @throws AppError `not-found`, or `conflict` when it has ended. */
  cancel(id: number): Promise<void>
  runningCount(): number
  /** Cancels all of them. */
  close(): Promise<void>
}

interface Entry {
  job: Job
  running: RunningImport | null
  settled: Promise<void>
}

const tellEveryMs = 250

export function createJobList(store: Store, events: EventHub, importer: string): JobList {
  const entries = new Map<number, Entry>()

  function change(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change }
    events.publish('job.change', entry.job)
  }

  function start({ kind, title, name, spec }: NewJob): Job {
    refuseTakenName(store, name)
    const folder = store.files.temporaryFolder()
    const outputPath = path.join(folder, 'beats.safetensors')
    const job: Job = {
      id: entries.size + 1,
      kind,
      title,
      state: 'running',
      fraction: 0,
      message: 'Starting',
      error: null,
      dataSetId: null,
    }
    let toldAt = 0
    const running = runImport(importer, { ...spec, outputPath }, (fraction, message) => {
      if (Date.now() - toldAt < tellEveryMs && message === entry.job.message) return
      toldAt = Date.now()
      change(entry, { fraction, message })
    })
    const entry: Entry = { job, running, settled: Promise.resolve() }
    entry.settled = running.data
      .then((data) => {
        change(entry, { fraction: 1, message: 'Storing' })
        return keepDataSet(store, name, data, outputPath)
      })
      .then((dataSet) => succeed(entry, dataSet))
      .catch((error: unknown) => fail(entry, error))
      .finally(() => {
        entry.running = null
        store.files.removeTemporary(folder)
      })
    entries.set(job.id, entry)
    return job
  }

  function succeed(entry: Entry, dataSet: DataSet): void {
    change(entry, { state: 'finished', fraction: 1, message: `${dataSet.beats} beats`, dataSetId: dataSet.id })
    events.publish('list.change', { noun: 'dataset' })
  }

  function fail(entry: Entry, error: unknown): void {
    const data = toErrorData(error)
    const state = data.code === 'cancelled' ? 'cancelled' : 'failed'
    change(entry, { state, message: data.message, error: state === 'failed' ? data : null })
  }

  async function cancel(id: number): Promise<void> {
    const entry = entries.get(id)
    if (!entry) throw new AppError('not-found', `There is no job ${id}.`)
    if (!entry.running) throw new AppError('conflict', `Job ${id} has ended already.`)
    await entry.running.cancel()
    await entry.settled
  }

  return {
    list: () => [...entries.values()].map(({ job }) => job),
    start,
    cancel,
    runningCount: () => [...entries.values()].filter(({ running }) => running !== null).length,
    close: async () => {
      const left = [...entries.values()].filter(({ running }) => running !== null)
      await Promise.all(left.map(({ job }) => cancel(job.id)))
    },
  }
}
