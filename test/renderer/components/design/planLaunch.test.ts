import { describe, expect, it } from 'vitest'
import {
  estimateLaunch,
  planLaunch,
  seedsOfCount,
  seedState,
  toTrain,
  trainedShare,
  type CellState,
  type SeedPlan,
} from '../../../../renderer/components/design/planLaunch.ts'
import { runOf } from '../../runOf.ts'

const choice = (variantIds: number[], seeds: number[], foldCount = 1) => ({ variantIds, seeds, foldCount })
const one = (state: CellState): SeedPlan => ({ trained: 0, 'under-way': 0, again: 0, new: 0, [state]: 1 })

describe('planLaunch', () => {
  const runs = [
    runOf({ id: 1, variantId: 1, seed: 1, state: 'finished', durationMs: 60_000 }),
    runOf({ id: 2, variantId: 1, seed: 2, state: 'training' }),
    runOf({ id: 3, variantId: 1, seed: 3, state: 'failed' }),
    runOf({ id: 4, variantId: 2, seed: 1, state: 'queued' }),
    runOf({ id: 5, variantId: 9, seed: 1, state: 'finished' }),
  ]

  it('subtracts what is trained or in the queue, and trains failed runs again', () => {
    const plan = planLaunch(choice([1, 2], [1, 2, 3]), runs)
    expect(plan).toMatchObject({ total: 6, trained: 1, underWay: 2, toTrain: 3, again: 1 })
    expect(plan.cells.get(1)).toEqual([one('trained'), one('under-way'), one('again')])
    expect(plan.cells.get(2)).toEqual([one('under-way'), one('new'), one('new')])
  })

  it('takes up paused and interrupted runs again', () => {
    const stopped = [
      runOf({ id: 7, variantId: 3, seed: 1, state: 'paused' }),
      runOf({ id: 8, variantId: 3, seed: 2, state: 'interrupted' }),
    ]
    expect(planLaunch(choice([3], [1, 2, 3]), stopped)).toMatchObject({ underWay: 0, toTrain: 3, again: 2 })
  })

  it('counts a seed as trained when it was retried after a failure', () => {
    const retried = [...runs, runOf({ id: 6, variantId: 1, seed: 3, state: 'finished' })]
    expect(planLaunch(choice([1], [3]), retried)).toMatchObject({ trained: 1, toTrain: 0 })
  })

  it('counts variants x seeds x folds, each fold by itself', () => {
    const folds = [
      runOf({ id: 1, variantId: 1, seed: 1, fold: 0, foldCount: 5, state: 'finished' }),
      runOf({ id: 2, variantId: 1, seed: 1, fold: 3, foldCount: 5, state: 'queued' }),
    ]
    const plan = planLaunch(choice([1, 2], [1, 2, 3], 5), folds)
    expect(plan).toMatchObject({ total: 30, trained: 1, underWay: 1, toTrain: 28, again: 0 })
    const [first, second] = plan.cells.get(1) ?? []
    expect(first).toEqual({ trained: 1, 'under-way': 1, again: 0, new: 3 })
    expect(second).toEqual({ trained: 0, 'under-way': 0, again: 0, new: 5 })
    expect(toTrain(plan.cells.get(1) ?? [])).toBe(13)
  })

  it('estimates by finished runs of the same variant and says for how many nothing is known', () => {
    const plan = planLaunch(choice([1, 2], [1, 2, 3, 4]), runs)
    expect(estimateLaunch(plan, runs, 2)).toEqual({ lowMs: 60_000, highMs: 60_000, unknown: 3 })
    const unknown = { lowMs: null, highMs: null, unknown: 1 }
    expect(estimateLaunch(planLaunch(choice([2], [2]), runs), runs, 2)).toEqual(unknown)
  })

  it('takes the time of each fold that is left', () => {
    const finished = [
      runOf({ id: 1, variantId: 1, seed: 1, fold: 0, foldCount: 3, state: 'finished', durationMs: 10_000 }),
      runOf({ id: 2, variantId: 1, seed: 1, fold: 1, foldCount: 3, state: 'finished', durationMs: 20_000 }),
    ]
    const plan = planLaunch(choice([1], [1, 2], 3), finished)
    expect(estimateLaunch(plan, finished, 1)).toEqual({ lowMs: 40_000, highMs: 80_000, unknown: 0 })
  })
})

describe('a seed of a launch', () => {
  const plan = { trained: 2, 'under-way': 2, again: 0, new: 0 }

  it('is to be trained while any of its folds is, and trained once all are', () => {
    expect(seedState({ ...plan, new: 1, again: 1 })).toBe('new')
    expect(seedState({ ...plan, again: 1 })).toBe('again')
    expect(seedState(plan)).toBe('under-way')
    expect(seedState({ ...plan, 'under-way': 0 })).toBe('trained')
  })

  it('is as far as its folds are', () => {
    expect(trainedShare(plan)).toBe(0.5)
    expect(trainedShare({ ...plan, 'under-way': 0 })).toBe(1)
  })
})

describe('seedsOfCount', () => {
  it('keeps the seeds there are and goes on after the largest', () => {
    expect(seedsOfCount([7, 3], 4)).toEqual([7, 3, 8, 9])
    expect(seedsOfCount([7, 3], 1)).toEqual([7])
    expect(seedsOfCount([], 3)).toEqual([1, 2, 3])
  })
})
