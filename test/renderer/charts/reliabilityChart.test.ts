import { describe, expect, it } from 'vitest'
import { chartTheme } from '../../../renderer/charts/chartTheme.ts'
import { reliabilityChart, reliabilityPoints } from '../../../renderer/charts/reliabilityChart.ts'

const bins = [
  { from: 0.4, to: 0.5, confidence: 0.45, accuracy: 0.5, beats: 2 },
  { from: 0.9, to: 1, confidence: 0.99, accuracy: 0.985, beats: 2000 },
]

describe('the reliability chart', () => {
  it('tells with each bin how sure its share is', () => {
    const [few, many] = reliabilityPoints(bins)
    // binomtest(1, 2).proportion_ci(method='wilson') of SciPy.
    expect(few?.interval[0]).toBeCloseTo(0.0945312, 6)
    expect(few?.interval[1]).toBeCloseTo(0.9054688, 6)
    expect((many?.interval[1] ?? 1) - (many?.interval[0] ?? 0)).toBeLessThan(0.012)
  })

  it('has a point a bin, larger for more beats, between whiskers', () => {
    const { series } = reliabilityChart(bins, chartTheme('light')) as unknown as {
      series: { id: string; data: { value: number[]; symbolSize: number; tooltip: { formatter: string } }[] }[]
    }
    const points = series.find(({ id }) => id === 'bins')?.data ?? []
    expect(points.map(({ value }) => value)).toEqual([
      [0.45, 0.5],
      [0.99, 0.985],
    ])
    expect(points[1]?.symbolSize).toBeGreaterThan(points[0]?.symbolSize ?? Infinity)
    expect(points[0]?.tooltip.formatter).toBe(
      '0.40 to 0.50<br>2 beats<br>probability 0.450<br>right 0.500 [0.095, 0.905]',
    )
    expect(series.find(({ id }) => id === 'intervals')?.data).toHaveLength(2)
  })
})
