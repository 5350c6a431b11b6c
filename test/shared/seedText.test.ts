import { describe, expect, it } from 'vitest'
import { foldText, runName, seedText } from '../../electron/shared/seedText.ts'

describe('what a run is called', () => {
  it('is its seed alone where the split has no folds', () => {
    const run = { variantName: 'Model 9', seed: 420, fold: 0, foldCount: 1 }
    expect([foldText(run), seedText(run), runName(run)]).toEqual(['', 'seed 420', 'Model 9, seed 420'])
  })

  it('names the fold, counted from 1, where there are several', () => {
    const run = { variantName: 'Model 9', seed: 1, fold: 2, foldCount: 5 }
    expect([foldText(run), seedText(run)]).toEqual(['fold 3 of 5', 'seed 1, fold 3 of 5'])
    expect(runName(run)).toBe('Model 9, seed 1, fold 3 of 5')
  })
})
