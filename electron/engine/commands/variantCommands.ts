import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { checkDesign } from './checkDesign.ts'

export function variantCommands({ store, events }: EngineContext): HandlersOf<'variant'> {
  const tell = (studyId: number) => {
    events.publish('list.change', { noun: 'variant', studyId })
    return {}
  }

  const dataSetOf = (studyId: number) => store.dataSets.get(store.studies.get(studyId).dataSetId)

  return {
    'variant.list': ({ studyId }) => {
      store.studies.get(studyId)
      return store.variants.list(studyId)
    },
    'variant.add': ({ studyId, variant }) => {
      checkDesign(variant, dataSetOf(studyId))
      const added = store.variants.insert(studyId, variant)
      tell(studyId)
      return added
    },
    'variant.update': ({ id, ...change }) => {
      const { name, studyId, architecture, recipe } = store.variants.get(id)
      if (change.architecture || change.recipe)
        checkDesign(
          { name, architecture: change.architecture ?? architecture, recipe: change.recipe ?? recipe },
          dataSetOf(studyId),
        )
      const updated = store.variants.update(id, change)
      tell(updated.studyId)
      return updated
    },
    'variant.reorder': ({ studyId, variantIds }) => {
      store.variants.reorder(studyId, variantIds)
      return tell(studyId)
    },
    'variant.planDelete': ({ id }) => store.variants.planDelete(id),
    'variant.delete': ({ id }) => {
      const { studyId } = store.variants.get(id)
      const freed = store.variants.delete(id)
      tell(studyId)
      if (freed.runs > 0) events.publish('list.change', { noun: 'run', studyId })
      return freed
    },
  }
}
