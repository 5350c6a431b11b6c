import { describe, expect, it } from 'vitest'
import { countRuns, spreadOver } from '../../../renderer/charts/countRuns.ts'

const runs = (seeds: number[], foldCount: number, perSeed = foldCount) =>
  seeds.flatMap((seed) => Array.from({ length: perSeed }, () => ({ seed, foldCount })))

describe('how many runs a mean is of', () => {
  it('is the number of seeds where a split has no folds', () => {
    expect(countRuns(runs([1, 2, 3], 1))).toBe('n = 3')
    expect(spreadOver(runs([1, 2, 3], 1))).toBe('seeds')
  })

  it('says that several runs are of one seed where it has', () => {
    expect(countRuns(runs([1, 2], 5))).toBe('n = 10, 2 seeds in 5 folds')
    expect(countRuns(runs([7], 5, 3))).toBe('n = 3, 1 seed in 5 folds')
    expect(spreadOver(runs([7], 5))).toBe('seeds and folds')
  })
})
