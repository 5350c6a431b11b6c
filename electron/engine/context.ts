import type { BeatLibrary } from './beatLibrary.ts'
import type { EventHub } from './eventHub.ts'
import type { ExplainProgram } from './explain/explainProgram.ts'
import type { Looks } from './explain/looks.ts'
import type { JobList } from './jobs/jobList.ts'
import type { QueuePause } from './queue/queuePause.ts'
import type { RunProgress } from './queue/runProgress.ts'
import type { RunQueue } from './queue/runQueue.ts'
import type { StatisticsDesk } from './scores/studyStatistics.ts'
import type { SystemMonitor } from './system/systemMonitor.ts'
import type { TensorflowProbe } from './system/tensorflowProbe.ts'
import type { Store } from '../store/store.ts'

/** What the use cases work with. */
export interface EngineContext {
  store: Store
  events: EventHub
  queue: RunQueue
  pause: QueuePause
  progress: RunProgress
  jobs: JobList
  library: BeatLibrary
  explainProgram: ExplainProgram
  looks: Looks
  statistics: StatisticsDesk
  system: SystemMonitor
  tensorflow: TensorflowProbe
  /** The programs that jobs fork. */
  importer: string
  trainer: string
  beatbench: string
  /** Ends the engine once the answer is out. */
  requestShutdown(): void
}
