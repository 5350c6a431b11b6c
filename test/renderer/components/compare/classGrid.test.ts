import { describe, expect, it } from 'vitest'
import { classGrid, sortGrid } from '../../../../renderer/components/compare/classGrid.ts'
import { cellColours, contrast } from '../../../../renderer/charts/classGridColours.ts'
import { mean, tableRow } from '../../../support/tableRow.ts'

const classes = (...values: number[]) => values.map((value) => mean(value))
const rows = [
  tableRow({ name: 'a', isBaseline: true, classF1: classes(0.9, 0.7, 0.8, 0.6, 0.9) }),
  tableRow({ name: 'b', classF1: classes(0.95, 0.6, 0.8, 0.7, 0.9) }),
  tableRow({ name: 'c' }),
]

describe('variants by classes', () => {
  it('spans its shades from the lowest to the highest F1', () => {
    const { rows: grid, low, high } = classGrid(rows, 'f1')
    expect([low, high]).toEqual([0.6, 0.95])
    expect(grid[1]!.cells.map(({ shade }) => shade)).toEqual([
      1,
      0,
      expect.closeTo(0.571, 3),
      expect.closeTo(0.286, 3),
      expect.closeTo(0.857, 3),
    ])
    expect(grid[2]!.cells[0]).toMatchObject({ value: null, shade: 0 })
  })

  it('shades differences to the baseline as far on both sides of 0', () => {
    const { rows: grid, low, high } = classGrid(rows, 'difference')
    expect([low, high]).toEqual([expect.closeTo(-0.1, 9), expect.closeTo(0.1, 9)])
    expect(grid[1]!.cells.map(({ value }) => Number(value?.toFixed(3)))).toEqual([0.05, -0.1, 0, 0.1, 0])
    expect(grid[1]!.cells[1]!.shade).toBeCloseTo(-1, 9)
  })

  it('sorts by one class with the baseline first and rows without a score last', () => {
    const grid = classGrid([rows[2]!, ...rows, tableRow({ name: 'd', classF1: classes(1, 1, 1, 1, 1) })], 'f1').rows
    expect(sortGrid(grid, 1).map(({ row }) => row.name)).toEqual(['a', 'd', 'b', 'c', 'c'])
  })

  it('writes numbers that can be read on every shade of both themes', () => {
    const channels = (hex: string) => [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))
    for (const theme of ['light', 'dark'] as const)
      for (let step = 0; step <= 40; step++) {
        const f1 = cellColours(step / 40, 'f1', theme)
        const difference = cellColours(step / 20 - 1, 'difference', theme)
        for (const { background, text } of [f1, difference])
          expect(contrast(channels(background), channels(text))).toBeGreaterThanOrEqual(4.3)
      }
  })
})
