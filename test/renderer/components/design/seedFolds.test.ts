import { describe, expect, it } from 'vitest'
import { dotOf, foldsOfSeeds } from '../../../../renderer/components/design/seedFolds.ts'
import { runOf } from '../../runOf.ts'

const runs = [
  runOf({ id: 1, seed: 1, fold: 0, foldCount: 3, state: 'finished' }),
  runOf({ id: 2, seed: 1, fold: 1, foldCount: 3, state: 'training' }),
  runOf({ id: 3, seed: 1, fold: 2, foldCount: 3, state: 'paused' }),
  runOf({ id: 4, seed: 2, fold: 0, foldCount: 3, state: 'interrupted' }),
  runOf({ id: 5, seed: 9, fold: 0, foldCount: 3, state: 'finished' }),
  runOf({ id: 6, seed: 8, fold: 0, foldCount: 3, state: 'finished', isImported: true }),
  runOf({ id: 7, variantId: 2, seed: 1, fold: 0, foldCount: 3, state: 'finished' }),
]

describe('foldsOfSeeds', () => {
  it('counts the folds of each seed of the study, and of seeds that it had before', () => {
    expect(foldsOfSeeds(runs, { variantId: 1, seeds: [1, 2, 3], foldCount: 3 })).toEqual([
      { finished: 1, active: 1, waiting: 1, failed: 0 },
      { finished: 0, active: 0, waiting: 0, failed: 1 },
      { finished: 0, active: 0, waiting: 0, failed: 0 },
      { finished: 1, active: 0, waiting: 0, failed: 0 },
    ])
  })

  it('is empty without folds', () => {
    expect(foldsOfSeeds(runs, { variantId: 1, seeds: [1], foldCount: 1 })).toEqual([])
  })
})

describe('dotOf', () => {
  it('is done once all folds are, and fills until then', () => {
    const none = { finished: 0, active: 0, waiting: 0, failed: 0 }
    expect(dotOf({ ...none, finished: 3 }, 3)).toEqual({ kind: 'done', filled: 1 })
    expect(dotOf({ ...none, finished: 1, active: 1, waiting: 1 }, 4)).toEqual({ kind: 'active', filled: 0.25 })
    expect(dotOf({ ...none, waiting: 2, failed: 1 }, 3)).toEqual({ kind: 'waiting', filled: 0 })
    expect(dotOf({ ...none, failed: 1 }, 3)).toEqual({ kind: 'failed', filled: 0 })
    expect(dotOf(none, 3)).toEqual({ kind: 'open', filled: 0 })
  })
})
