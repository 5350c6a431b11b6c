import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countPhysicalCores } from '../../../electron/engine/system/computer.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beatbench-computer-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('counting cores', () => {
  it('counts two threads of one core once', () => {
    const file = path.join(folder, 'cpuinfo')
    const thread = 'physical id\t: 0\ncore id\t\t: 0\n'
    writeFileSync(file, `processor\t: 0\n${thread}\nprocessor\t: 1\n${thread}`)
    expect(countPhysicalCores(file)).toBe(1)
  })

  it('counts what this process may use where the system tells nothing of cores', () => {
    const file = path.join(folder, 'cpuinfo')
    expect(countPhysicalCores(file)).toBe(availableParallelism())
    writeFileSync(file, 'processor\t: 0\nBogoMIPS\t: 50.00\n')
    expect(countPhysicalCores(file)).toBe(availableParallelism())
  })
})
