import { AppError } from '../../shared/appError.ts'
import { makeSplit } from '../../data/splits.ts'
import { summariseSplit } from '../../data/summariseSplit.ts'
import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { storeSplit } from '../jobs/keepDataSet.ts'

export function splitCommands({ store, events, library }: EngineContext): HandlersOf<'split'> {
  const tell = () => events.publish('list.change', { noun: 'dataset' })

  return {
    'split.preview': ({ dataSetId, definition }) => {
      const beats = library.beats(dataSetId)
      return summariseSplit(definition, beats, makeSplit(definition, beats))
    },
    'split.create': ({ dataSetId, definition }) => {
      const summary = store.splits.insert(dataSetId, storeSplit(store, definition, library.beats(dataSetId)))
      tell()
      return summary
    },
    'split.delete': ({ dataSetId, key }) => {
      const { splits } = store.dataSets.get(dataSetId)
      if (splits.length === 1 && splits[0]?.key === key)
        throw new AppError('conflict', 'A data set keeps at least one split.', 'Make another one first.')
      store.splits.delete(dataSetId, key)
      tell()
      return {}
    },
  }
}
