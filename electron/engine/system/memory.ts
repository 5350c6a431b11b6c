import { existsSync, readFileSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'

/** The computer's memory, or what a container lets this process have of it. */
export interface MemoryState {
  /** What programs can still get without others being swapped out; null where the system does not tell. */
  availableBytes: number | null
  totalBytes: number
}

/**
 * Reads it anew. Linux tells what is available (`MemAvailable`: free, and what it can drop at once); elsewhere the free
 * memory is a fair answer on Windows only: macOS uses nearly all of it as a cache.
 */
export function readMemory(memoryFile = '/proc/meminfo'): MemoryState {
  const limit = process.constrainedMemory()
  const isLimited = limit > 0 && limit < totalmem()
  const totalBytes = isLimited ? limit : totalmem()
  const available = availableOf(memoryFile)
  if (available === null) return { availableBytes: null, totalBytes }
  return { availableBytes: isLimited ? Math.min(available, process.availableMemory()) : available, totalBytes }
}

function availableOf(memoryFile: string): number | null {
  if (!existsSync(memoryFile)) return process.platform === 'win32' ? freemem() : null
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync(memoryFile, 'utf8'))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}
