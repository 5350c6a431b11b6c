import { writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readMemory } from '../../../electron/engine/system/memory.ts'
import { testFolder } from '../../support/testEngine.ts'

it('reads what is available where Linux tells it', () => {
  const file = path.join(testFolder(), 'meminfo')
  writeFileSync(file, 'MemTotal:       25176056 kB\nMemFree:          200000 kB\nMemAvailable:       1024 kB\n')
  expect(readMemory(file).availableBytes).toBe(1024 ** 2)
  expect(readMemory(file).totalBytes).toBeLessThanOrEqual(totalmem())
})

it.skipIf(process.platform !== 'linux')('reads this computer', () => {
  const { availableBytes, totalBytes } = readMemory()
  expect(availableBytes).toBeGreaterThan(0)
  expect(availableBytes).toBeLessThanOrEqual(totalBytes)
})
