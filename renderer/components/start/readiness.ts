import type { DataSet } from '../../../electron/shared/dataSet.ts'
import type { SystemStatus } from '../../../electron/shared/system.ts'
import { formatBytes, formatCount, formatHash } from '../../composables/format.ts'

export interface Check {
  isFine: boolean
  title: string
  detail: string
}

/** Below this a study of the larger models may not fit. */
const enoughDiskBytes = 1e9

/** What must be there before a first training, from the engine's own figures. */
export function readiness(status: SystemStatus, sample: DataSet | null): Check[] {
  return [
    {
      isFine: status.tensorflow !== null,
      title: status.tensorflow === null ? 'No TensorFlow' : `TensorFlow ${status.tensorflow}`,
      detail: status.tensorflow === null ? 'run scripts/setup, then open again' : `Node ${status.node}`,
    },
    {
      isFine: true,
      title: `${status.workers} ${status.workers === 1 ? 'worker' : 'workers'}`,
      detail: `${status.cores} cores, ${formatBytes(status.memoryBytes)} memory`,
    },
    {
      isFine: sample !== null,
      title: sample ? 'Built-in sample' : 'No built-in sample',
      detail: sample
        ? `${formatCount(sample.beats)} beats, sha256 ${formatHash(sample.sha256)}`
        : 'import data to begin',
    },
    {
      isFine: status.diskFreeBytes >= enoughDiskBytes,
      title: `${formatBytes(status.diskFreeBytes)} free`,
      detail: status.diskFreeBytes >= enoughDiskBytes ? 'on the disk of the database' : 'make room before training',
    },
  ]
}
