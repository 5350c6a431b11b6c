import { SingleBar } from 'cli-progress'
import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import type { DataSet } from '../shared/dataSet.ts'
import type { Job } from '../shared/job.ts'
import { onInterrupt } from './interrupt.ts'
import type { Terminal } from './terminal.ts'

/**
 * Starts a job that makes a data set, shows how far it is, and ends with the data set. Ctrl-C cancels it.
 * @throws AppError of a failed or cancelled job.
 */
export async function followImport(
  client: EngineClient,
  terminal: Terminal,
  start: () => Promise<Job>,
): Promise<DataSet> {
  const job = await followJob(client, terminal, start)
  const set = (await client.invoke('dataset.list', {})).find(({ id }) => id === job.dataSetId)
  if (!set) throw new AppError('not-found', `${job.title}: the data set it made is not there.`)
  return set
}

/**
 * Starts a job, shows how far it is, and ends with it once it has finished. Ctrl-C cancels it.
 * @throws AppError of a failed or cancelled job.
 */
export async function followJob(client: EngineClient, terminal: Terminal, start: () => Promise<Job>): Promise<Job> {
  const progress = createProgress(terminal)
  const early: Job[] = []
  let follow = (job: Job): void => void early.push(job)
  const stopListening = client.on('job.change', (job) => follow(job))
  const job = await start()
  const stopInterrupt = onInterrupt(() => {
    terminal.note('Cancelling…')
    void client.invoke('job.cancel', { id: job.id }).catch((error: Error) => terminal.note(error.message))
  })
  try {
    const ended = await new Promise<Job>((resolve, reject) => {
      follow = (change) => {
        if (change.id !== job.id) return
        progress.show(change)
        if (change.state !== 'running') resolve(change)
      }
      client.onLost(() => reject(new AppError('engine-lost', 'The engine ended while it worked.', 'Try again.')))
      for (const change of [job, ...early]) follow(change)
    })
    return requireSuccess(ended)
  } finally {
    progress.end()
    stopInterrupt()
    stopListening()
  }
}

function requireSuccess(job: Job): Job {
  if (job.error) throw new AppError(job.error.code as AppError['code'], job.error.message, job.error.hint)
  if (job.state === 'cancelled') throw new AppError('cancelled', `${job.title}: cancelled. Nothing of it was kept.`)
  return job
}

/** A bar on a terminal; a line for each tenth elsewhere. */
function createProgress(terminal: Terminal): { show(job: Job): void; end(): void } {
  if (terminal.isInteractive) {
    const bar = new SingleBar({ format: '{bar} {percentage} %  {message}', hideCursor: true, stream: process.stderr })
    bar.start(100, 0, { message: '' })
    return {
      show: ({ fraction, message }) => bar.update(Math.floor(fraction * 100), { message }),
      end: () => bar.stop(),
    }
  }
  let lastTenth = -1
  const show = ({ fraction, message }: Job): void => {
    const tenth = Math.floor(fraction * 10)
    if (tenth <= lastTenth) return
    lastTenth = tenth
    terminal.note(`${tenth * 10} %  ${message}`)
  }
  return { show, end: () => undefined }
}
