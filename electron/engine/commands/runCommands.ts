import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { readRunCurves, readRunScores } from '../scores/readRunScores.ts'
import { exportRun } from './exportRun.ts'
import { keptWeights } from './keptWeights.ts'
import { readPredictions } from './readPredictions.ts'
import { runSteering } from './runSteering.ts'

export function runCommands(context: EngineContext): HandlersOf<'run'> {
  const { store, events, progress } = context
  const tellList = (studyId: number) => events.publish('list.change', { noun: 'run', studyId })

  return {
    'run.list': (filter) => store.runs.list(filter).map((run) => progress.complete(run)),
    'run.get': ({ id }) => progress.complete(store.runs.detail(id)),
    ...runSteering(context),
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
    'run.scores': ({ id, part }) => readRunScores(context, id, part),
    'run.curves': ({ id, part }) => readRunCurves(context, id, part),
    'run.predictions': (request) => readPredictions(context, request),
    'run.export': (request) => exportRun(context, request),
    'run.weights': ({ id }) => {
      const weights = keptWeights(store, id)
      const path = store.files.materialise(weights.sha256)
      store.journal.append({ what: 'exported weights', noun: 'run', id, details: { sha256: weights.sha256 } })
      return { path, sha256: weights.sha256, bytes: weights.bytes }
    },
  }
}
