import { describe, expect, it } from 'vitest'
import { groupFolds, isFoldGroup, meanTestScore, runsOfRows } from '../../../../renderer/components/runs/groupFolds.ts'
import { runOf } from '../../runOf.ts'

const fold = (id: number, number: number, change = {}) => runOf({ id, fold: number, foldCount: 3, ...change })

describe('groupFolds', () => {
  it('leaves runs of a split without folds as they are, also those of one variant and seed', () => {
    const runs = [runOf({ id: 2 }), runOf({ id: 1 })]
    expect(groupFolds(runs)).toEqual(runs)
  })

  it('puts the folds of a variant and seed together, by fold, at the place of the first', () => {
    const rows = groupFolds([fold(9, 2), fold(5, 0, { seed: 2 }), fold(8, 0), fold(4, 1, { seed: 2 })])
    expect(rows.map((row) => (isFoldGroup(row) ? row.runs.map(({ id }) => id) : row.id))).toEqual([
      [8, 9],
      [5, 4],
    ])
    expect(new Set(rows.map((row) => (isFoldGroup(row) ? row.key : row.id))).size).toBe(2)
    expect(runsOfRows(rows).map(({ id }) => id)).toEqual([8, 9, 5, 4])
  })

  it('makes a group of a single fold as well, so that rows are alike', () => {
    expect(groupFolds([fold(1, 0), fold(2, 0, { variantId: 2 })]).every(isFoldGroup)).toBe(true)
  })
})

describe('meanTestScore', () => {
  it('is over the folds that have a score', () => {
    const runs = [fold(1, 0, { testMacroF1: 0.5 }), fold(2, 1, { testMacroF1: 0.75 }), fold(3, 2)]
    expect(meanTestScore(runs)).toEqual({ mean: 0.625, n: 2 })
    expect(meanTestScore([fold(3, 2)])).toBeNull()
  })
})
