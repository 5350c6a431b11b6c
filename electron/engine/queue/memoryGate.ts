import { formatBytes } from '../../shared/quantityText.ts'
import type { MemoryState } from '../system/memory.ts'

const mostReserved = 2e9
const reservedShare = 0.1

/** A training that goes on: what it is expected to hold at most, and what it has told to hold so far. */
export interface MemoryUse {
  expectedBytes: number
  heldBytes: number
}

/**
 * Why a run must not start yet, as words to go on with after its name: it would take memory that others need. Null where it may. What trainings are still going
 * to take counts as taken, and a reserve stays for the desktop. The only training may always start, so that nothing is
 * stuck for good.
 */
export function waitsForMemory(
  neededBytes: number,
  trainings: readonly MemoryUse[],
  { availableBytes, totalBytes }: MemoryState,
): string | null {
  if (trainings.length === 0) return null
  const reserve = Math.min(mostReserved, reservedShare * totalBytes)
  const stillToTake = trainings.reduce((sum, use) => sum + Math.max(0, use.expectedBytes - use.heldBytes), 0)
  const inAll = trainings.reduce((sum, use) => sum + Math.max(use.expectedBytes, use.heldBytes), 0)
  const free = Math.max(0, (availableBytes === null ? totalBytes - inAll : availableBytes - stillToTake) - reserve)
  if (neededBytes <= free) return null
  return (
    `waits for memory: it needs about ${formatBytes(neededBytes)}; ${formatBytes(free)} are free beside what the ` +
    `trainings take and ${formatBytes(reserve)} for other programs`
  )
}
