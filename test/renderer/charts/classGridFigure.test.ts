import { expect, it } from 'vitest'
import { classGridFigure } from '../../../renderer/charts/classGridFigure.ts'
import { classGrid } from '../../../renderer/components/compare/classGrid.ts'
import { mean, tableRow } from '../../support/tableRow.ts'

const rows = [
  tableRow({ name: 'Model 1', isBaseline: true, classF1: [0.9, 0.7, 0.8, 0.6, 0.9].map((value) => mean(value)) }),
  tableRow({ name: 'Model 2' }),
]

it('draws a cell with its number for each class and variant, and a dash where there is no score', () => {
  const { marks, height } = classGridFigure(classGrid(rows, 'f1'), { mode: 'f1', title: 't' })
  const texts = marks.flatMap(({ text }) => text ?? [])
  expect(marks.filter(({ tag }) => tag === 'rect')).toHaveLength(10)
  expect(texts).toEqual([
    ...['N', 'S', 'V', 'F', 'Q'],
    ...['Model 1 (baseline)', '0.900', '0.700', '0.800', '0.600', '0.900'],
    ...['Model 2', '–', '–', '–', '–', '–'],
  ])
  for (const { attributes } of marks) expect(Number(attributes.y)).toBeLessThanOrEqual(height)
})
