import { describe, expect, it } from 'vitest'
import type { SystemStatus } from '../../../../electron/shared/system.ts'
import { readiness } from '../../../../renderer/components/start/readiness.ts'

const status: SystemStatus = {
  beatbench: '0.1.0',
  databasePath: '/data/lab.db',
  filesPath: '/data/lab.files',
  pid: 1,
  node: '24.0.0',
  tensorflow: '2.21.0',
  cpu: 'a processor',
  cores: 2,
  memoryBytes: 16e9,
  memoryUsedBytes: 1e9,
  cpuLoad: 0,
  diskFreeBytes: 66e9,
  databaseBytes: 1,
  workers: 2,
  workersBusy: 0,
  queue: {
    isPaused: false,
    pauseReason: null,
    total: 0,
    done: 0,
    active: 0,
    waiting: 0,
    failed: 0,
    remainingMs: null,
    isRemainingAtMost: false,
    waitsFor: null,
  },
  warnings: [],
}

describe('whether the computer is ready', () => {
  it('says what is missing: TensorFlow, the sample, room on the disk', () => {
    const checks = readiness({ ...status, tensorflow: null, diskFreeBytes: 5e8 }, null)
    expect(checks.filter((check) => !check.isFine).map((check) => check.title)).toEqual([
      'No TensorFlow',
      'No built-in sample',
      '500 MB free',
    ])
  })
})
