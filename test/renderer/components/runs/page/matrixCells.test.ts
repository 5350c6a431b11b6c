import { describe, expect, it } from 'vitest'
import { matrixRows, predictedTotals, stepInMatrix } from '../../../../../renderer/components/runs/page/matrixCells.ts'

/** `[actual][predicted]`, N S V F Q. */
const confusion = [
  [990, 10, 0, 0, 0],
  [20, 30, 0, 0, 0],
  [0, 0, 75, 25, 0],
  [0, 0, 0, 0, 0],
  [0, 0, 0, 0, 4],
]
const textsOf = (mode: 'counts' | 'rows' | 'columns') =>
  matrixRows(confusion, mode).map(({ cells }) => cells.map(({ text }) => text))

describe('the confusion matrix of a run', () => {
  it('counts beats, with the sums of rows and columns', () => {
    expect(textsOf('counts')[0]).toEqual(['990', '10', '0', '0', '0'])
    expect(matrixRows(confusion, 'counts').map(({ total }) => total)).toEqual([1000, 50, 100, 0, 4])
    expect(predictedTotals(confusion)).toEqual([1010, 40, 75, 25, 4])
  })

  it('has sensitivities on the diagonal by row', () => {
    const texts = textsOf('rows')
    expect([texts[0]?.[0], texts[1]?.[1], texts[2]?.[2]]).toEqual(['99.0 %', '60.0 %', '75.0 %'])
    expect(texts[3]).toEqual(['–', '–', '–', '–', '–'])
  })

  it('has predictivities on the diagonal by column', () => {
    const texts = textsOf('columns')
    expect([texts[0]?.[0], texts[1]?.[1], texts[2]?.[2]]).toEqual(['98.0 %', '75.0 %', '100.0 %'])
    expect(texts[2]?.[3]).toBe('100.0 %')
  })

  it('says in words what a cell is', () => {
    const wordsOf = (mode: 'rows' | 'columns') => matrixRows(confusion, mode)[1]?.cells[0]?.words
    expect(wordsOf('rows')).toBe('20 of 50 S beats predicted N (40.0 %)')
    expect(wordsOf('columns')).toBe('20 of 1,010 beats predicted N are S (2.0 %)')
    expect(matrixRows(confusion, 'rows')[3]?.cells[0]?.words).toBe('0 of 0 F beats predicted N')
  })
})

describe('arrows in the matrix', () => {
  it('go from cell to cell and stop at the edges', () => {
    const at = { actual: 0, predicted: 4 }
    expect(stepInMatrix(at, 'ArrowDown', 5)).toEqual({ actual: 1, predicted: 4 })
    expect(stepInMatrix(at, 'ArrowUp', 5)).toEqual(at)
    expect(stepInMatrix(at, 'ArrowRight', 5)).toEqual(at)
    expect(stepInMatrix(at, 'ArrowLeft', 5)).toEqual({ actual: 0, predicted: 3 })
    expect(stepInMatrix(at, 'Home', 5)).toEqual({ actual: 0, predicted: 0 })
    expect(stepInMatrix(at, 'x', 5)).toBeNull()
  })
})
