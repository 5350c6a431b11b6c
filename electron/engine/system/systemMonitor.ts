import { cpus, freemem } from 'node:os'
import type { SystemStatus } from '../../shared/system.ts'
import type { Store } from '../../store/store.ts'
import type { EventHub } from '../eventHub.ts'
import type { QueuePause } from '../queue/queuePause.ts'
import type { RunProgress } from '../queue/runProgress.ts'
import type { RunQueue } from '../queue/runQueue.ts'
import { countPhysicalCores, createCpuMeter } from './computer.ts'
import { readMemory } from './memory.ts'

const tellEveryMs = 2000
/** Missing files are looked for now and then, since it reads a folder; each time while some are, to see them return. */
const checkFilesEveryMs = 60_000

export interface SystemMonitorParts {
  store: Store
  events: EventHub
  queue: RunQueue
  pause: QueuePause
  progress: RunProgress
  workers: () => number
  tensorflow: () => string | null
  /** Troubles of the engine itself, in words. */
  troubles: () => string[]
  beatbench: string
}

/** Tells clients of the computer and the queue, every two seconds while there are any. */
export interface SystemMonitor {
  status(): SystemStatus
  /** Tells clients at once, e.g. when the queue was paused. */
  tell(): void
  close(): void
}

export function createSystemMonitor(parts: SystemMonitorParts): SystemMonitor {
  const { store, events, queue, pause, progress } = parts
  const readLoad = createCpuMeter()
  const cores = countPhysicalCores()
  const files = { warnings: [] as string[], checkedAt: -Infinity }

  function missingFiles(): string[] {
    if (files.warnings.length > 0 || Date.now() - files.checkedAt > checkFilesEveryMs) {
      files.warnings = store.warnings()
      files.checkedAt = Date.now()
    }
    return files.warnings
  }

  function status(): SystemStatus {
    const workers = parts.workers()
    const reason = pause.reason()
    const remaining = progress.remaining(workers)
    const { totalBytes, availableBytes } = readMemory()
    return {
      beatbench: parts.beatbench,
      databasePath: store.path,
      filesPath: store.filesPath,
      pid: process.pid,
      node: process.versions.node,
      tensorflow: parts.tensorflow(),
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores,
      memoryBytes: totalBytes,
      memoryUsedBytes: totalBytes - (availableBytes ?? freemem()),
      cpuLoad: readLoad(),
      diskFreeBytes: store.diskFreeBytes(),
      databaseBytes: store.databaseBytes(),
      workers,
      workersBusy: queue.activeCount,
      queue: {
        isPaused: pause.isPaused(),
        pauseReason: reason,
        ...queue.counts(),
        remainingMs: remaining?.ms ?? null,
        isRemainingAtMost: remaining?.isAtMost ?? false,
        waitsFor: progress.waitsFor(),
      },
      warnings: [...(reason === null ? [] : [reason]), ...parts.troubles(), ...missingFiles()],
    }
  }

  const tell = () => {
    if (events.listenerCount() > 0) events.publish('system.change', status())
  }
  const timer = setInterval(tell, tellEveryMs).unref()
  return { status, tell, close: () => clearInterval(timer) }
}
