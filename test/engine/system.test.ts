import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { countPhysicalCores, createCpuMeter } from '../../electron/engine/system/computer.ts'
import { testFolder } from '../support/testEngine.ts'

it('counts two threads of one core as one, and never more cores than there are threads', () => {
  const file = path.join(testFolder(), 'cpuinfo')
  const processor = (socket: number, core: number) => `physical id\t: ${socket}\ncore id\t\t: ${core}\n`
  writeFileSync(file, [processor(0, 0), processor(0, 0)].join('\n'))
  expect(countPhysicalCores(file)).toBe(1)
  writeFileSync(file, Array.from({ length: 4096 }, (_, core) => processor(0, core)).join('\n'))
  expect(countPhysicalCores(file)).toBe(countPhysicalCores('/no/such/file'))
})

it('measures a load between nothing and all', () => {
  const read = createCpuMeter()
  for (let i = 0; i < 3; i++) {
    expect(read()).toBeGreaterThanOrEqual(0)
    expect(read()).toBeLessThanOrEqual(1)
  }
})
