import { AppError } from '../../shared/appError.ts'
import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { readPredictions } from './readPredictions.ts'

export function runCommands(context: EngineContext): HandlersOf<'run'> {
  const { store, events, queue, progress, system } = context
  const tellList = (studyId: number) => events.publish('list.change', { noun: 'run', studyId })

  return {
    'run.list': (filter) => store.runs.list(filter).map((run) => progress.complete(run)),
    'run.get': ({ id }) => progress.complete(store.runs.detail(id)),
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
    'run.retry': ({ id }) => {
      queue.beginBatch()
      const { studyId } = store.runs.retry(id)
      progress.tell(id)
      tellList(studyId)
      queue.fill()
      system.tell()
      return {}
    },
    'run.move': ({ id, place }) => {
      store.runs.move(id, place)
      tellList(store.runs.get(id).studyId)
      return {}
    },
    'run.archive': ({ id, archived }) => {
      store.runs.archive(id, archived)
      tellList(store.runs.get(id).studyId)
      return {}
    },
    'run.planDelete': ({ id }) => store.runs.planDelete(id),
    'run.delete': ({ id }) => {
      const { studyId } = store.runs.get(id)
      const freed = store.runs.delete(id)
      tellList(studyId)
      return freed
    },
    'run.predictions': (request) => readPredictions(context, request),
    'run.weights': ({ id }) => {
      const weights = store.runs.weights(id)
      if (!weights)
        throw new AppError(
          'not-found',
          `Run ${id} has no weights.`,
          'Weights are kept when a run finishes; train it again.',
        )
      const path = store.files.materialise(weights.sha256)
      store.journal.append({ what: 'exported weights', noun: 'run', id, details: { sha256: weights.sha256 } })
      return { path, sha256: weights.sha256, bytes: weights.bytes }
    },
  }
}
