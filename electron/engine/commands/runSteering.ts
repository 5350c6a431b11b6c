import { AppError } from '../../shared/appError.ts'
import type { Job } from '../../shared/job.ts'
import type { Run } from '../../shared/run.ts'
import type { EngineContext } from '../context.ts'
import type { Handlers } from '../handlers.ts'
import { repeatJob } from '../repeat/repeatRun.ts'
import { importWeights } from './importWeights.ts'

type Steering = Pick<
  Handlers,
  | 'run.cancel'
  | 'run.stop'
  | 'run.pause'
  | 'run.resume'
  | 'run.retry'
  | 'run.extend'
  | 'run.repeat'
  | 'run.importWeights'
>

/** The commands that begin and end trainings. */
export function runSteering(context: EngineContext): Steering {
  const { store, events, queue, progress, system, jobs } = context

  /** Queues a run, tells of it, and starts it when a worker is free. */
  const begin = (enqueue: () => Run) => {
    queue.beginBatch()
    const { id, studyId } = enqueue()
    progress.tell(id)
    events.publish('list.change', { noun: 'run', studyId })
    queue.fill()
    system.tell()
    return {}
  }

  return {
    'run.cancel': async ({ id }) => {
      store.runs.get(id)
      await queue.cancel(id)
      return {}
    },
    'run.stop': ({ id }) => {
      store.runs.get(id)
      queue.stopAfterEpoch(id)
      return {}
    },
    'run.pause': async ({ id, when }) => {
      store.runs.get(id)
      await queue.pause(id, when)
      return {}
    },
    'run.resume': ({ id }) => begin(() => store.runs.resume(id)),
    'run.retry': ({ id }) => begin(() => store.runs.retry(id)),
    'run.extend': ({ id, epochs }) => begin(() => store.runs.extend(id, epochs)),
    'run.repeat': ({ id }) => {
      refuseSecondRepetition(jobs.list(), id)
      return jobs.start(repeatJob(context, id))
    },
    'run.importWeights': async (request) => {
      queue.beginBatch()
      const run = await importWeights(context, request)
      begin(() => run)
      return { id: run.id }
    },
  }
}

function refuseSecondRepetition(jobs: readonly Job[], id: number): void {
  if (jobs.some(({ runId, state }) => runId === id && state === 'running'))
    throw new AppError('conflict', `Run ${id} is being repeated already.`, 'Wait for its end, or cancel it.')
}
