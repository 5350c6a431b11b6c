import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedEpochMs, remainingOfQueue, remainingOfRun } from '../../../electron/engine/queue/remainingTime.ts'

describe('expectedEpochMs', () => {
  const measured = [
    { variantId: 1, work: 100, epochMs: 1000 },
    { variantId: 1, work: 100, epochMs: 2000 },
    { variantId: 2, work: 300, epochMs: 3000 },
  ]

  it("is the mean of a variant's own epochs", () => {
    expect(expectedEpochMs(measured, 1, 100)).toBe(1500)
  })

  it('is scaled by work for a variant without any', () => {
    expect(expectedEpochMs(measured, 9, 50)).toBe((6000 / 500) * 50)
  })

  it('is unknown while nothing was measured', () => {
    expect(expectedEpochMs([], 1, 100)).toBeNull()
  })
})

describe('remainingOfRun', () => {
  it('counts the rest of the running epoch and the epochs after it', () => {
    expect(remainingOfRun({ epochMs: 100, finishedEpochs: 3, expectedEpochs: 10, progress: 0.5 })).toBe(650)
  })

  it('is at least the running epoch when a run takes longer than was expected', () => {
    expect(remainingOfRun({ epochMs: 100, finishedEpochs: 12, expectedEpochs: 10, progress: 0.25 })).toBe(75)
  })
})

describe('remainingOfQueue', () => {
  it('gives waiting runs to the worker that is free first', () => {
    expect(remainingOfQueue([100, 10], [50, 50, 50], 2)).toBe(150)
  })

  it('is what the active runs need when nothing waits, and nothing for an empty queue', () => {
    expect(remainingOfQueue([30, 70], [], 2)).toBe(70)
    expect(remainingOfQueue([], [], 2)).toBe(0)
  })

  it('lies between the longest run and all of them one after another', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 })
    fc.assert(
      fc.property(times, times, fc.integer({ min: 1, max: 8 }), (active, waiting, workers) => {
        const total = remainingOfQueue(active, waiting, workers)
        const all = [...active, ...waiting]
        return total >= Math.max(0, ...all) && total <= all.reduce((sum, ms) => sum + ms, 0)
      }),
    )
  })
})
