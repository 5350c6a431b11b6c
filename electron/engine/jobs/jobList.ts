import { AppError, toErrorData } from '../../shared/appError.ts'
import type { Job } from '../../shared/job.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'

/** What a job has to say at its end. */
export type JobResult = Pick<Job, 'message'> & Partial<Pick<Job, 'dataSetId'>>

/** A job's work that is under way. */
export interface JobWork {
  /** @throws AppError what went wrong, or `cancelled`. */
  readonly result: Promise<JobResult>
  /** Ends it soon; `result` says that it was cancelled, or that it had ended before. */
  cancel(): Promise<void>
}

export interface NewJob {
  kind: Job['kind']
  title: string
  /** The run that it is about. */
  runId?: number | null
  /** Begins the work. What it writes into `folder` is gone once its result is there. */
  begin(folder: string, onProgress: (fraction: number, message: string) => void): JobWork
}

interface Entry {
  job: Job
  work: JobWork
  /** Ends when the job has, and all that it wrote is either kept or gone. */
  settled: Promise<void>
}

const tellEveryMs = 250

/** Jobs under way and those of this session that have ended. */
export class JobList {
  readonly #store: Store
  readonly #events: EventHub
  readonly #entries = new Map<number, Entry>()

  constructor(store: Store, events: EventHub) {
    this.#store = store
    this.#events = events
  }

  list(): Job[] {
    return [...this.#entries.values()].map(({ job }) => job)
  }

  runningCount(): number {
    return this.list().filter(({ state }) => state === 'running').length
  }

  /** @throws AppError what the work needs and is not there. */
  start({ kind, title, runId = null, begin }: NewJob): Job {
    const { files } = this.#store
    const folder = files.temporaryFolder()
    const id = this.#entries.size + 1
    const begun = { state: 'running' as const, fraction: 0, message: '', error: null, dataSetId: null }
    const job: Job = { id, kind, title, ...begun, runId }
    try {
      const entry: Entry = { job, work: begin(folder, this.#teller(id)), settled: Promise.resolve() }
      this.#entries.set(id, entry)
      entry.settled = this.#settle(entry).finally(() => files.removeTemporary(folder))
      return job
    } catch (error) {
      files.removeTemporary(folder)
      throw error
    }
  }

  /** Ends when nothing of it is left. @throws AppError `not-found`, or `conflict` when it has ended. */
  async cancel(id: number): Promise<void> {
    const entry = this.#entries.get(id)
    if (!entry) throw new AppError('not-found', `There is no job ${id}.`)
    if (entry.job.state !== 'running') throw new AppError('conflict', `Job ${id} has ended already.`)
    await entry.work.cancel()
    await entry.settled
  }

  /** Cancels all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ work }) => work.cancel()))
    await Promise.all([...this.#entries.values()].map(({ settled }) => settled))
  }

  /** Tells how far a job is: at most four times a second, and whenever it begins something else. */
  #teller(id: number): (fraction: number, message: string) => void {
    let toldAt = 0
    return (fraction, message) => {
      const entry = this.#entries.get(id)
      if (!entry || (Date.now() - toldAt < tellEveryMs && message === entry.job.message)) return
      toldAt = Date.now()
      this.#change(entry, { fraction, message })
    }
  }

  async #settle(entry: Entry): Promise<void> {
    try {
      const result = await entry.work.result
      this.#change(entry, { state: 'finished', fraction: 1, ...result })
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

  #change(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change }
    this.#events.publish('job.change', entry.job)
  }
}
