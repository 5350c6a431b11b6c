import { describe, expect, it } from 'vitest'
import { estimateLaunch, planLaunch, seedsOfCount } from '../../../../renderer/components/design/planLaunch.ts'
import { runOf } from '../../runOf.ts'

describe('planLaunch', () => {
  const runs = [
    runOf({ id: 1, variantId: 1, seed: 1, state: 'finished', durationMs: 60_000 }),
    runOf({ id: 2, variantId: 1, seed: 2, state: 'training' }),
    runOf({ id: 3, variantId: 1, seed: 3, state: 'failed' }),
    runOf({ id: 4, variantId: 2, seed: 1, state: 'queued' }),
    runOf({ id: 5, variantId: 9, seed: 1, state: 'finished' }),
  ]

  it('subtracts what is trained or in the queue, and trains failed runs again', () => {
    const plan = planLaunch([1, 2], [1, 2, 3], runs)
    expect(plan).toMatchObject({ total: 6, trained: 1, underWay: 2, toTrain: 3, again: 1 })
    expect(plan.cells.get(1)).toEqual(['trained', 'under-way', 'again'])
    expect(plan.cells.get(2)).toEqual(['under-way', 'new', 'new'])
  })

  it('takes up paused and interrupted runs again', () => {
    const stopped = [
      runOf({ id: 7, variantId: 3, seed: 1, state: 'paused' }),
      runOf({ id: 8, variantId: 3, seed: 2, state: 'interrupted' }),
    ]
    expect(planLaunch([3], [1, 2, 3], stopped)).toMatchObject({ underWay: 0, toTrain: 3, again: 2 })
  })

  it('counts a seed as trained when it was retried after a failure', () => {
    const retried = [...runs, runOf({ id: 6, variantId: 1, seed: 3, state: 'finished' })]
    expect(planLaunch([1], [3], retried)).toMatchObject({ trained: 1, toTrain: 0 })
  })

  it('estimates by finished runs of the same variant and says for how many nothing is known', () => {
    const plan = planLaunch([1, 2], [1, 2, 3, 4], runs)
    expect(estimateLaunch(plan, runs, 2)).toEqual({ lowMs: 60_000, highMs: 60_000, unknown: 3 })
    expect(estimateLaunch(planLaunch([2], [2], runs), runs, 2)).toEqual({ lowMs: null, highMs: null, unknown: 1 })
  })
})

describe('seedsOfCount', () => {
  it('keeps the seeds there are and goes on after the largest', () => {
    expect(seedsOfCount([7, 3], 4)).toEqual([7, 3, 8, 9])
    expect(seedsOfCount([7, 3], 1)).toEqual([7])
    expect(seedsOfCount([], 3)).toEqual([1, 2, 3])
  })
})
