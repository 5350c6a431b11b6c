import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ParsedInput } from '../../shared/contract/commands.ts'
import { partBadge } from '../../shared/split.ts'
import type { computeStatistics } from '../../shared/statistics/computeStatistics.ts'
import type { StatisticsInput } from '../../shared/statistics/statisticsInput.ts'
import type { StudyStatistics } from '../../shared/studyStatistics.ts'
import type { EngineContext } from '../context.ts'
import { createRecentCache } from '../recentCache.ts'
import { gatherStatistics } from './gatherStatistics.ts'

/** Statistics of studies, calculated beside the engine, so that it answers meanwhile. */
export interface StatisticsDesk {
  read(request: ParsedInput<'study.statistics'>): Promise<StudyStatistics>
}

type Parts = Pick<EngineContext, 'store' | 'library'>
type Computed = ReturnType<typeof computeStatistics>

const worker = path.join(import.meta.dirname, 'statisticsWorker.ts')

export function createStatisticsDesk({ store, library }: Parts): StatisticsDesk {
  const computed = createRecentCache<Promise<Computed>>(8)

  /** What the numbers follow from, so that they are calculated once while nothing of it changes. */
  function keyOf({ id, part, resamples, region }: ParsedInput<'study.statistics'>): string {
    const { baselineVariantId, split } = store.studies.get(id)
    const variants = store.variants.list(id).map((variant) => [variant.id, variant.archived, variant.architectureHash])
    const runs = store.evaluations
      .listEvaluations(id, part)
      .map(({ runId, timesScored, isExtending }) => [runId, timesScored, isExtending])
    return JSON.stringify({ id, part, resamples, region, baselineVariantId, split, variants, runs })
  }

  return {
    read: async (request) => {
      const { id, part, resamples, region } = request
      const study = store.studies.get(id)
      const { summary } = store.splits.get(study.dataSetId, study.split)
      const key = keyOf(request)
      const statistics = await computed.get(key, () => {
        const computing = computeBeside({ ...gatherStatistics({ store, library }, id, part), resamples, region })
        // What failed is tried again when it is next asked for; whoever waits for it is told.
        computing.catch(() => computed.forget(key))
        return computing
      })
      const { headlineClasses } = summary
      return { studyId: id, part, badge: partBadge(summary, part), headlineClasses, ...statistics }
    },
  }
}

function computeBeside(input: StatisticsInput): Promise<Computed> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: input })
    thread.once('message', (result: Computed) => resolve(result))
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The statistics thread ended early, with code ${code}.`)))
  })
}
