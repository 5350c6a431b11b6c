import { existsSync, readFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import type { Machine } from './results.ts'

const extensions = /^(sse4_2|avx|avx2|fma|avx512\w+|avx_vnni|amx_\w+|asimd\w*|sve\w*)$/

/** The machine that this program runs on. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    vectorExtensions: readFlags().filter((flag) => extensions.test(flag)),
    system: `${type()} ${release().split('-')[0]}`,
  }
}

function readFlags(): string[] {
  const file = '/proc/cpuinfo'
  if (!existsSync(file)) return []
  return /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.split(' ') ?? []
}
