import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { checkDesign } from './checkDesign.ts'

export function variantCommands({ store, events }: EngineContext): HandlersOf<'variant'> {
  const tell = (studyId: number) => {
    events.publish('list.change', { noun: 'variant', studyId })
    return {}
  }

  return {
    'variant.list': ({ studyId }) => {
      store.studies.get(studyId)
      return store.variants.list(studyId)
    },
    'variant.add': ({ studyId, variant }) => {
      checkDesign(variant)
      const added = store.variants.insert(studyId, variant)
      tell(studyId)
      return added
    },
    'variant.update': ({ id, ...change }) => {
      if (change.architecture) checkDesign({ name: store.variants.get(id).name, architecture: change.architecture })
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
