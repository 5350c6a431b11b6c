import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cohenKappa, matthewsCorrelation } from '../../../electron/shared/scores/agreement.ts'

const row = fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 })
const matrices = fc.array(row, { minLength: 5, maxLength: 5 })
const transposed = (matrix: number[][]) => matrix.map((_, k) => matrix.map((counts) => counts[k] ?? 0))

describe('Matthews correlation and kappa', () => {
  it('are those of a worked example of two classes', () => {
    const matrix = [
      [90, 10],
      [20, 80],
    ]
    expect(matthewsCorrelation(matrix)).toBeCloseTo((90 * 80 - 10 * 20) / Math.sqrt(110 * 90 * 100 * 100), 12)
    expect(cohenKappa(matrix)).toBeCloseTo((0.85 - 0.5) / (1 - 0.5), 12)
  })

  it('are the same when labels and predictions change places', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        expect(matthewsCorrelation(transposed(matrix))).toBe(matthewsCorrelation(matrix))
        expect(cohenKappa(transposed(matrix))).toBe(cohenKappa(matrix))
      }),
    )
  })

  it('are 0 where predictions do not depend on the label', () => {
    fc.assert(
      fc.property(fc.tuple(row, row), ([actual, predicted]) => {
        const matrix = actual.map((a) => predicted.map((p) => a * p))
        expect(matthewsCorrelation(matrix) ?? 0).toBeCloseTo(0, 9)
        expect(cohenKappa(matrix) ?? 0).toBeCloseTo(0, 9)
      }),
    )
  })

  it('are undefined where there is nothing to tell apart', () => {
    const oneCell = [
      [7, 0],
      [0, 0],
    ]
    expect([matthewsCorrelation(oneCell), cohenKappa(oneCell)]).toEqual([null, null])
    const oneRow = [
      [5, 2],
      [0, 0],
    ]
    expect([matthewsCorrelation(oneRow), cohenKappa(oneRow)]).toEqual([null, 0])
  })
})
