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
  /** Of the data set to be made. */
  name: string
  spec: WithoutOutput<ImportSpec>
}

interface Entry {
  job: Job
  running: RunningImport
  /** Ends when the job has, and all that it wrote is either kept or gone. */
  settled: Promise<void>
}

const tellEveryMs = 250

/** Imports under way and those of this session that have ended. */
export class JobList {
  readonly #store: Store
  readonly #events: EventHub
  readonly #importer: string
  readonly #entries = new Map<number, Entry>()

  constructor(store: Store, events: EventHub, importer: string) {
    this.#store = store
    this.#events = events
    this.#importer = importer
  }

  list(): Job[] {
    return [...this.#entries.values()].map(({ job }) => job)
  }

  runningCount(): number {
    return this.list().filter(({ state }) => state === 'running').length
  }

  /** @throws AppError `conflict` when the name of the data set is taken. */
  start({ kind, title, name, spec }: NewJob): Job {
    refuseTakenName(this.#store, name)
    const folder = this.#store.files.temporaryFolder()
    const outputPath = path.join(folder, 'beats.safetensors')
    const id = this.#entries.size + 1
    const job: Job = { id, kind, title, state: 'running', fraction: 0, message: '', error: null, dataSetId: null }
    let toldAt = 0
    const running = runImport(this.#importer, { ...spec, outputPath }, (fraction, message) => {
      if (Date.now() - toldAt < tellEveryMs && message === entry.job.message) return
      toldAt = Date.now()
      this.#change(entry, { fraction, message })
    })
    const entry: Entry = { job, running, settled: Promise.resolve() }
    this.#entries.set(id, entry)
    entry.settled = this.#settle(entry, name, outputPath).finally(() => this.#store.files.removeTemporary(folder))
    return job
  }

  /** Ends when nothing of it is left. @throws AppError `not-found`, or `conflict` when it has ended. */
  async cancel(id: number): Promise<void> {
    const entry = this.#entries.get(id)
    if (!entry) throw new AppError('not-found', `There is no job ${id}.`)
    if (entry.job.state !== 'running') throw new AppError('conflict', `Job ${id} has ended already.`)
    await entry.running.cancel()
    await entry.settled
  }

  /** Cancels all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ running }) => running.cancel()))
    await Promise.all([...this.#entries.values()].map(({ settled }) => settled))
  }

  async #settle(entry: Entry, name: string, outputPath: string): Promise<void> {
    try {
      const data = await entry.running.data
      this.#change(entry, { fraction: 1, message: 'Storing' })
      this.#succeed(entry, await keepDataSet(this.#store, name, data, outputPath))
    } catch (error) {
      const data = toErrorData(error)
      const isCancelled = data.code === 'cancelled'
      if (data.code === 'internal') console.error(`Job ${entry.job.id} failed:`, error)
      this.#change(entry, {
        state: isCancelled ? 'cancelled' : 'failed',
        message: data.message,
        error: isCancelled ? null : data,
      })
    }
  }

  #succeed(entry: Entry, dataSet: DataSet): void {
    this.#change(entry, { state: 'finished', message: `${dataSet.beats} beats`, dataSetId: dataSet.id })
    this.#events.publish('list.change', { noun: 'dataset' })
  }

  #change(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change }
    this.#events.publish('job.change', entry.job)
  }
}
