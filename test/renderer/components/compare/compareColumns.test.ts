import { describe, expect, it } from 'vitest'
import { columnsOf, sortRows } from '../../../../renderer/components/compare/compareColumns.ts'
import { figuresOf } from '../../../../renderer/components/compare/rowFigures.ts'
import { comparison, studyStatistics, studyTable } from '../../../support/studyTable.ts'
import { mean, tableRow } from '../../../support/tableRow.ts'

const baseline = tableRow({ name: 'Model 1', variantId: 1, isBaseline: true, position: 0, macroF1: mean(0.8) })
const high = tableRow({ name: 'Model 9', variantId: 2, position: 1, macroF1: mean(0.9), depth: 5 })
const low = tableRow({ name: 'Model 5', variantId: 3, position: 2, macroF1: mean(0.7), kernelSizes: [11] })
const untrained = tableRow({ name: 'Model 3', variantId: 4, position: 3 })
const noFigures = new Map()

describe('the columns of the ablation table', () => {
  it('pins the baseline first and puts rows without a score last in either direction', () => {
    const rows = [untrained, low, high, baseline]
    const names = (descending: boolean) =>
      sortRows(rows, { key: 'headline', descending }, noFigures).map((row) => row.name)
    expect(names(true)).toEqual(['Model 1', 'Model 9', 'Model 5', 'Model 3'])
    expect(names(false)).toEqual(['Model 1', 'Model 5', 'Model 9', 'Model 3'])
  })

  it('keeps the order of the study among equal values', () => {
    expect(
      sortRows([low, untrained, high], { key: 'parameters', descending: true }, noFigures).map((row) => row.position),
    ).toEqual([1, 2, 3])
  })

  it('names the headline by its classes, and shows the macro F1 of all beside it only where the two differ', () => {
    const titles = (headlineClasses: number[]) =>
      columnsOf(studyTable([baseline, high], { headlineClasses })).flatMap(({ key, title }) =>
        key === 'headline' || key === 'macroF1' ? [title] : [],
      )
    expect(titles([0, 1, 2, 3, 4])).toEqual(['Macro F1'])
    expect(titles([0, 1, 2, 3])).toEqual(['Macro F1 of N S V F', 'Macro F1'])
  })

  it('offers comparisons only where there is a baseline, and recurrent layers and published values only where there are some', () => {
    const keys = (rows: (typeof high)[]) => columnsOf(studyTable(rows)).map(({ key }) => key)
    const recurrent = tableRow({ name: 'r', recurrent: [{ cell: 'lstm', units: 64, bidirectional: true }] })
    const published = tableRow({ name: 'p', published: { metric: 'f1', value: 0.9, source: 's', caveat: 'c' } })
    expect(keys([high, low])).not.toContain('verdict')
    expect(keys([baseline, high])).toContain('verdict')
    expect(keys([high])).not.toContain('recurrent')
    expect(keys([high, recurrent])).toContain('recurrent')
    expect(keys([high])).not.toContain('published')
    expect(keys([high, published])).toContain('published')
  })

  it('sorts by what a test says of the rows', () => {
    const statistics = studyStatistics(comparison())
    const rows = [baseline, low, high]
    const figures = figuresOf(studyTable(rows), statistics, { method: 'seeds-t', test: 'permutation' })
    const order = sortRows(rows, { key: 'verdict', descending: false }, figures).map(({ name }) => name)
    expect(order).toEqual(['Model 1', 'Model 9', 'Model 5'])
  })
})
