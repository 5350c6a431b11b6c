import { exportStudyTable } from '../../shared/studyExport/exportStudyTable.ts'
import { defaultRegion } from '../../shared/statistics/practicalEquivalence.ts'
import { defaultResamples } from '../../shared/statistics/statisticsInput.ts'
import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { checkDesign } from './checkDesign.ts'
import { checkSeeds, refuseImportedSeeds } from './checkSeeds.ts'
import { launchStudy } from './launchStudy.ts'
import { readStudyTable } from './readStudyTable.ts'

/** Those that `study.statistics` takes unless told. */
const statisticsOfExports = { resamples: defaultResamples, region: defaultRegion }

export function studyCommands(context: EngineContext): HandlersOf<'study'> {
  const { store, events, queue, system, beatbench } = context
  const tell = (studyId: number) => {
    events.publish('list.change', { noun: 'study', studyId })
    return {}
  }

  return {
    'study.list': () => store.studies.list(),
    'study.create': ({ baseline, ...study }) => {
      const dataSet = store.dataSets.get(study.dataSetId)
      for (const variant of study.variants) checkDesign(variant, dataSet)
      checkSeeds(study.seeds)
      const created = store.studies.insert({ ...study, ...(baseline === undefined ? {} : { baseline }) })
      tell(created.id)
      return created
    },
    'study.rename': ({ id, name }) => {
      store.studies.rename(id, name)
      return tell(id)
    },
    'study.archive': ({ id, archived }) => {
      store.studies.archive(id, archived)
      return tell(id)
    },
    'study.planDelete': ({ id }) => store.studies.planDelete(id),
    'study.delete': ({ id }) => {
      const freed = store.studies.delete(id)
      tell(id)
      events.publish('list.change', { noun: 'run', studyId: id })
      return freed
    },
    'study.setSeeds': ({ id, seeds }) => {
      checkSeeds(seeds)
      refuseImportedSeeds(store, id, seeds)
      store.studies.setSeeds(id, seeds)
      return tell(id)
    },
    'study.setBaseline': ({ id, variantId }) => {
      store.studies.setBaseline(id, variantId)
      return tell(id)
    },
    'study.launch': (request) => {
      queue.beginBatch()
      const launched = launchStudy(store, request)
      events.publish('list.change', { noun: 'run', studyId: request.id })
      queue.fill()
      system.tell()
      return launched
    },
    'study.table': ({ id, part }) => readStudyTable(store, id, part, beatbench),
    'study.statistics': (request) => context.statistics.read(request),
    'study.export': async ({ id, part, format, ...chosen }) => {
      const statistics = part === 'train' ? null : await context.statistics.read({ id, part, ...statisticsOfExports })
      return exportStudyTable(readStudyTable(store, id, part, beatbench), format, { ...chosen, statistics })
    },
  }
}
