import { describe, expect, it } from 'vitest'
import { availableMethods, figuresOf } from '../../../../renderer/components/compare/rowFigures.ts'
import { comparison, studyStatistics, studyTable, tableRun } from '../../../support/studyTable.ts'
import { mean, tableRow } from '../../../support/tableRow.ts'

const published = { metric: 'macro-f1' as const, value: 0.921, source: 's', caveat: 'c' }
const rows = [
  tableRow({ name: 'Model 1', variantId: 1, isBaseline: true, macroF1: mean(0.85, [0.8, 0.9]), published }),
  tableRow({
    name: 'Model 2',
    variantId: 2,
    macroF1: mean(0.87, [0.84, 0.9]),
    difference: mean(0.02, [-0.02, 0.06]),
    runs: [tableRun(1, 1, 0.86), tableRun(2, 2, 0.88)],
  }),
]

describe('the figures of a row', () => {
  it('are the table’s own until the statistics are there', () => {
    const figures = figuresOf(studyTable(rows), null, { method: 'seeds-t', test: 'permutation' }).get(2)
    expect(figures).toMatchObject({ interval: [0.84, 0.9], difference: 0.02, differenceInterval: [-0.02, 0.06] })
    expect(figures?.verdict).toBeNull()
    expect(figures?.scores).toEqual([expect.closeTo(0.86, 9), expect.closeTo(0.88, 9)])
  })

  it('are by the chosen method once they are', () => {
    const statistics = studyStatistics(comparison())
    const figures = figuresOf(studyTable(rows), statistics, { method: 'seeds-bootstrap', test: 'permutation' }).get(2)
    expect(figures).toMatchObject({ interval: [0.82, 0.88], differenceInterval: [0.012, 0.028], pairs: 6 })
    expect(figures?.verdict?.kind).toBe('higher')
  })

  it('leave a published macro F1 of five classes off the axis of a headline of four', () => {
    const of = (headlineClasses: number[]) =>
      figuresOf(studyTable(rows, { headlineClasses }), null, { method: 'seeds-t', test: 'permutation' }).get(1)
        ?.published
    expect(of([0, 1, 2, 3, 4])).toBe(0.921)
    expect(of([0, 1, 2, 3])).toBeNull()
  })

  it('offer the methods by which any variant has an interval', () => {
    expect([...availableMethods(studyStatistics(comparison()))]).toEqual(['seeds-t', 'seeds-bootstrap'])
    expect([...availableMethods(null)]).toEqual(['seeds-t'])
  })
})
