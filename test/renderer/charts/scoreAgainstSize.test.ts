import { describe, expect, it } from 'vitest'
import { chartTheme } from '../../../renderer/charts/chartTheme.ts'
import { markFront, scoreAgainstSize, sizeRange } from '../../../renderer/charts/scoreAgainstSize.ts'
import { mean, tableRow } from '../../support/tableRow.ts'

const rows = [
  tableRow({ name: 'large', parameters: 3000, macroF1: mean(0.91) }),
  tableRow({ name: 'small', parameters: 100, macroF1: mean(0.9) }),
  tableRow({ name: 'middle', parameters: 1000, macroF1: mean(0.85) }),
  tableRow({ name: 'untrained', parameters: 10 }),
]

describe('score against size', () => {
  it('fills only variants that no smaller one beats', () => {
    const front = markFront(rows).filter((point) => point.isOnFront)
    expect(front.map((point) => point.row.name)).toEqual(['small', 'large'])
  })

  it('has a power of ten to label, however alike the sizes are', () => {
    for (const sizes of [[1900, 2250], [4000, 5000], [381_893], [30_000, 2_000_000]]) {
      const { min, max } = sizeRange(sizes)
      expect(10 ** Math.ceil(Math.log10(min))).toBeLessThanOrEqual(max)
      expect(min).toBeLessThan(Math.min(...sizes))
      expect(max).toBeGreaterThan(Math.max(...sizes))
    }
  })

  it('leaves out variants without a score and keeps all points inside the axes', () => {
    const option = scoreAgainstSize(rows, chartTheme('light')) as {
      xAxis: { min: number; max: number }
      yAxis: { min: number; max: number }
      series: { type: string; data: { value: [number, number] }[] }[]
    }
    const points = option.series.find((series) => series.type === 'scatter')?.data ?? []
    expect(points).toHaveLength(3)
    for (const { value } of points) {
      expect(value[0]).toBeGreaterThan(option.xAxis.min)
      expect(value[0]).toBeLessThan(option.xAxis.max)
      expect(value[1]).toBeGreaterThanOrEqual(option.yAxis.min)
      expect(value[1]).toBeLessThanOrEqual(option.yAxis.max)
    }
  })
})
