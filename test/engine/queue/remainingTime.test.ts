import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  expectedEpochs,
  remainingOfQueue,
  usualEpochMs,
  wholeEpochMs,
} from '../../../electron/engine/queue/remainingTime.ts'

describe('expectedEpochs', () => {
  const outlook = { epoch: 0, epochs: 20, bestEpoch: null, patience: 3, finals: [] }

  it('is all of them without early stopping', () => {
    expect(expectedEpochs({ ...outlook, patience: null, finals: [4] })).toEqual({ epochs: 20, isAtMost: false })
  })

  it('is the maximum, as a bound, while no run like it has ended', () => {
    expect(expectedEpochs(outlook)).toEqual({ epochs: 20, isAtMost: true })
  })

  it('is the mean of what finished runs needed', () => {
    expect(expectedEpochs({ ...outlook, finals: [9, 12] })).toEqual({ epochs: 10.5, isAtMost: false })
  })

  it('does not end before the patience with the best epoch is over', () => {
    expect(expectedEpochs({ ...outlook, epoch: 8, bestEpoch: 8, finals: [9, 13] }).epochs).toBe(13)
    expect(expectedEpochs({ ...outlook, epoch: 14, bestEpoch: 13, finals: [9, 13] }).epochs).toBe(16)
    expect(expectedEpochs({ ...outlook, epoch: 19, bestEpoch: 19, finals: [9, 13] }).epochs).toBe(20)
  })
})

describe('usualEpochMs', () => {
  it('is what was expected before there is an epoch, and half that after the first', () => {
    expect(usualEpochMs([], 100)).toBe(100)
    expect(usualEpochMs([], null)).toBeNull()
    expect(usualEpochMs([300], 100)).toBe(200)
    expect(usualEpochMs([300], null)).toBe(300)
  })

  it('is the median of the newest own ones, without the first', () => {
    expect(usualEpochMs([900, 100], 500)).toBe(100)
    expect(usualEpochMs([900, 100, 5000, 110, 120], 500)).toBe(120)
  })
})

describe('wholeEpochMs', () => {
  const running = { usualMs: 1000, elapsedMs: 0, progress: 0, trainingShare: 0.8 }

  it('is the usual time at the beginning', () => {
    expect(wholeEpochMs(running)).toBe(1000)
    expect(wholeEpochMs({ ...running, usualMs: null, elapsedMs: 5, progress: 0.01 })).toBeNull()
  })

  it('follows its own steps, ever more as they go on', () => {
    expect(wholeEpochMs({ ...running, elapsedMs: 800, progress: 0.5 })).toBe(1500)
    expect(wholeEpochMs({ ...running, elapsedMs: 1600, progress: 1 })).toBe(2000)
    expect(wholeEpochMs({ ...running, usualMs: null, elapsedMs: 800, progress: 0.5 })).toBe(2000)
  })
})

describe('remainingOfQueue', () => {
  const queue = { active: [], waiting: [], workers: 2, cores: 2 }

  it('gives waiting runs to the worker that is free first', () => {
    expect(remainingOfQueue({ ...queue, active: [100, 10], waiting: [50, 50, 50] })).toBe(150)
  })

  it('is what the active runs need when nothing waits, and nothing for an empty queue', () => {
    expect(remainingOfQueue({ ...queue, active: [30, 70] })).toBe(70)
    expect(remainingOfQueue(queue)).toBe(0)
  })

  it('lets trainings share the cores where there are more trainings than those', () => {
    expect(remainingOfQueue({ ...queue, active: [100, 100, 100, 100], workers: 4 })).toBe(200)
    // Two alone for the last 100.
    expect(remainingOfQueue({ ...queue, active: [100, 100, 200, 200], workers: 4 })).toBe(300)
  })

  it('takes no new run where fewer workers are wanted than train', () => {
    expect(remainingOfQueue({ ...queue, active: [100, 50], waiting: [30], workers: 1 })).toBe(130)
  })

  it('lies between the longest run and all of them one after another', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 })
    fc.assert(
      fc.property(times, times, fc.integer({ min: 1, max: 8 }), (active, waiting, workers) => {
        const total = remainingOfQueue({ active, waiting, workers, cores: 32 })
        const all = [...active, ...waiting]
        return total >= Math.max(0, ...all) - 1e-6 && total <= all.reduce((sum, ms) => sum + ms, 0) + 1e-6
      }),
    )
  })

  it('with the longest first is at most 4/3 of what the cores need at least', () => {
    const runs = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 8 }), (times, workers) => {
        const waiting = times.toSorted((a, b) => b - a)
        const total = remainingOfQueue({ active: [], waiting, workers, cores: workers })
        const evenly = times.reduce((sum, ms) => sum + ms, 0) / workers
        const bestAtLeast = Math.max(evenly, waiting[0]!, (waiting[workers - 1] ?? 0) + (waiting[workers] ?? 0))
        return total <= (4 / 3) * bestAtLeast + 1e-6
      }),
    )
  })
})
