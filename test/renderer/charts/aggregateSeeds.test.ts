import { describe, expect, it } from 'vitest'
import { aggregateSeeds, bestOfMean, drawnMean } from '../../../renderer/charts/aggregateSeeds.ts'

const curve = (...values: number[]) => ({ values, seconds: values.map((_, i) => 10 * (i + 1)) })

describe('aggregateSeeds', () => {
  it('gives mean and sample standard deviation of each epoch over the seeds that reached it', () => {
    const means = aggregateSeeds([curve(1, 2, 3), curve(3, 4)])
    expect(means.map((point) => [point.epoch, point.n, point.mean])).toEqual([
      [1, 2, 2],
      [2, 2, 3],
      [3, 1, 3],
    ])
    expect(means[0]?.sd).toBeCloseTo(Math.SQRT2, 12)
    expect(means[2]?.sd).toBeNull()
  })

  it('leaves a diverged seed out of the epochs where it is no number', () => {
    expect(aggregateSeeds([curve(1, Number.NaN), curve(2, 5)])[1]).toMatchObject({ n: 1, mean: 5, sd: null })
  })

  it('means the seconds trained as well', () => {
    const means = aggregateSeeds([
      { values: [1], seconds: [4] },
      { values: [1], seconds: [6] },
    ])
    expect(means[0]?.seconds).toBe(5)
  })

  it('is empty without curves', () => {
    expect(aggregateSeeds([])).toEqual([])
  })
})

describe('drawnMean', () => {
  it('ends where fewer than two seeds go on, but draws a single seed whole', () => {
    expect(drawnMean(aggregateSeeds([curve(1, 2, 3), curve(1, 2)]))).toHaveLength(2)
    expect(drawnMean(aggregateSeeds([curve(1, 2, 3)]))).toHaveLength(3)
  })
})

describe('bestOfMean', () => {
  it('does not let one long-lived seed win with its late epochs', () => {
    const means = aggregateSeeds([curve(3, 2, 2.5, 0.1), curve(3, 2), curve(3, 2)])
    expect(bestOfMean(means, 'lowest')?.epoch).toBe(2)
  })

  it('finds the highest for a score and the first of equal ones', () => {
    expect(bestOfMean(aggregateSeeds([curve(0.1, 0.9, 0.9)]), 'highest')?.epoch).toBe(2)
    expect(bestOfMean([], 'highest')).toBeUndefined()
  })
})
