import { existsSync, readFileSync } from 'node:fs'

/**
 * The most memory that this process has held so far, resident, in bytes. Linux tells it of the program itself
 * (`VmHWM`); `getrusage` may tell what whoever forked it held.
 */
export function peakMemory(statusFile = '/proc/self/status'): number {
  const status = existsSync(statusFile) ? readFileSync(statusFile, 'utf8') : ''
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes))
}
