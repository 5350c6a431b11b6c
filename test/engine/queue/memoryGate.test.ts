import { describe, expect, it } from 'vitest'
import { waitsForMemory } from '../../../electron/engine/queue/memoryGate.ts'

const memory = { availableBytes: 3e9, totalBytes: 8e9 }
const training = { expectedBytes: 1e9, heldBytes: 1e9 }

describe('a run that is to start', () => {
  it('starts where its memory is free beside the reserve', () => {
    expect(waitsForMemory(2.2e9, [training], memory)).toBeNull()
  })

  it('waits where it is not, and says what it needs and what is free', () => {
    expect(waitsForMemory(2.5e9, [training], memory)).toBe(
      'waits for memory: it needs about 2.5 GB; 2.2 GB are free beside what the trainings take and 800 MB for other programs',
    )
  })

  it('leaves to a training what that has not taken yet', () => {
    const young = { expectedBytes: 1e9, heldBytes: 0.2e9 }
    expect(waitsForMemory(1.3e9, [young], memory)).toBeNull()
    expect(waitsForMemory(1.5e9, [young], memory)).not.toBeNull()
  })

  it('always starts alone, so that nothing is stuck for good', () => {
    expect(waitsForMemory(100e9, [], memory)).toBeNull()
  })

  it('counts with all memory but that of trainings where the system does not tell what is available', () => {
    const untold = { availableBytes: null, totalBytes: 8e9 }
    expect(waitsForMemory(6e9, [training], untold)).toBeNull()
    expect(waitsForMemory(6.5e9, [training], untold)).not.toBeNull()
  })

  it('keeps 2 GB for other programs on large computers', () => {
    expect(waitsForMemory(8e9, [training], { availableBytes: 10e9, totalBytes: 64e9 })).toBeNull()
    expect(waitsForMemory(8.1e9, [training], { availableBytes: 10e9, totalBytes: 64e9 })).not.toBeNull()
  })
})
