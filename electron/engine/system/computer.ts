import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'

/** Cores without their second threads, where the system tells; never more than this process may use. */
export function countPhysicalCores(cpuInfoFile = '/proc/cpuinfo'): number {
  const threads = availableParallelism()
  if (!existsSync(cpuInfoFile)) return threads
  const cores = readFileSync(cpuInfoFile, 'utf8')
    .split('\n\n')
    .flatMap((processor) => {
      const socket = /^physical id\s*: (\d+)/m.exec(processor)?.[1]
      const core = /^core id\s*: (\d+)/m.exec(processor)?.[1]
      return socket === undefined || core === undefined ? [] : [`${socket}:${core}`]
    })
  return cores.length === 0 ? threads : Math.min(threads, new Set(cores).size)
}

/** How busy all cores together were since the call before, 0..1. */
export function createCpuMeter(): () => number {
  let last = readTimes()
  let load = 0
  return () => {
    const now = readTimes()
    const total = now.total - last.total
    // Two calls in the same tick of the kernel's clock have nothing between them.
    if (total > 0) {
      load = Math.min(1, Math.max(0, 1 - (now.idle - last.idle) / total))
      last = now
    }
    return load
  }
}

function readTimes(): { idle: number; total: number } {
  const times = cpus().map((cpu) => cpu.times)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    idle: sum(times.map(({ idle }) => idle)),
    total: sum(times.flatMap((time) => Object.values(time) as number[])),
  }
}
