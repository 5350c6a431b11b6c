import { describe, expect, it } from 'vitest'
import type { ClassScores, RunCurves } from '../../../electron/shared/runScores.ts'
import { chartTheme } from '../../../renderer/charts/chartTheme.ts'
import { precisionRecallLines, rocLines } from '../../../renderer/charts/classLines.ts'
import { precisionRecallChart } from '../../../renderer/charts/precisionRecallChart.ts'
import { rocChart, rocCorner } from '../../../renderer/charts/rocChart.ts'
import { valueAt } from '../../../renderer/charts/unitSquare.ts'
import { classColours } from '../../../renderer/styles/tokens.ts'

const curves: RunCurves['classes'] = [
  {
    label: 0,
    roc: { falsePositiveRate: [0, 0.25, 1], sensitivity: [0, 0.75, 1], area: 0.75 },
    precisionRecall: { recall: [0, 0.5, 1], precision: [1, 0.8, 0.5], averagePrecision: 0.7 },
  },
  {
    label: 2,
    roc: { falsePositiveRate: [0, 0, 1], sensitivity: [0, 1, 1], area: 1 },
    precisionRecall: { recall: [0, 1], precision: [1, 1], averagePrecision: 1 },
  },
]
const classOf = (label: number, change: Partial<ClassScores>): ClassScores => ({
  label,
  beats: 10,
  predicted: 10,
  sensitivity: 0.5,
  positivePredictivity: 0.8,
  specificity: 0.9,
  f1: 0.6,
  rocArea: 0.75,
  averagePrecision: 0.7,
  ...change,
})
const scores = [classOf(0, {}), classOf(2, { predicted: 0, sensitivity: 0, positivePredictivity: 0, specificity: 1 })]
const look = { theme: 'light', focus: null } as const

interface Series {
  id: string
  data: unknown
  symbol?: string
  lineStyle?: { color: string; opacity: number }
}
const seriesOf = (option: object) =>
  new Map((option as { series: Series[] }).series.map((series) => [series.id, series]))

describe('ROC and precision-recall charts', () => {
  it('draw a line a class in its colour, and a marker of its shape where the decisions are', () => {
    const series = seriesOf(rocChart(rocLines(curves, scores, look), chartTheme('light')))
    expect([...series.keys()]).toEqual(['diagonal', 'line-N', 'mark-N', 'line-V', 'mark-V'])
    expect(series.get('line-N')).toMatchObject({
      data: [
        [0, 0],
        [0.25, 0.75],
        [1, 1],
      ],
      lineStyle: { color: classColours.light.N, opacity: 1 },
    })
    const mark = series.get('mark-N')
    expect(mark?.symbol).toBe('circle')
    const [[falsePositiveRate, sensitivity] = []] = mark?.data as [number, number][]
    expect(falsePositiveRate).toBeCloseTo(0.1, 12)
    expect(sensitivity).toBe(0.5)
  })

  it('give a class that is never predicted no marker of precision', () => {
    const series = seriesOf(precisionRecallChart(precisionRecallLines(curves, scores, look), chartTheme('dark')))
    expect(series.get('mark-N')?.data).toEqual([[0.5, 0.8]])
    expect(series.has('line-V')).toBe(true)
    expect(series.has('mark-V')).toBe(false)
  })

  it('let the other classes step back behind the one in focus', () => {
    const series = seriesOf(rocChart(rocLines(curves, scores, { ...look, focus: 2 }), chartTheme('light')))
    expect(series.get('line-V')?.lineStyle?.opacity).toBe(1)
    expect(series.get('line-N')?.lineStyle?.opacity).toBeLessThan(0.3)
  })

  it('draw the corner where classifiers differ', () => {
    const option = rocChart(rocLines(curves, scores, look), chartTheme('light'), rocCorner)
    expect(option).toMatchObject({ xAxis: { min: 0, max: 0.1 }, yAxis: { min: 0.5, max: 1 } })
  })

  it('tell in the tooltip what each line has at the pointer', () => {
    const option = rocChart(rocLines(curves, scores, look), chartTheme('light')) as unknown as {
      tooltip: { formatter: (params: unknown) => string }
    }
    expect(option.tooltip.formatter([{ axisValue: 0.625 }]).split('<br>')).toEqual([
      '1 − specificity 0.625',
      'N Normal  0.875',
      'V Ventricular  1.000',
    ])
  })
})

describe('valueAt', () => {
  const points = [
    [0, 0.1],
    [0.5, 0.2],
    [0.5, 0.6],
    [1, 1],
  ] as const

  it('goes straight from point to point, and takes the last of several at one place', () => {
    expect(valueAt(points, 0.25)).toBeCloseTo(0.15, 12)
    expect(valueAt(points, 0.5)).toBeCloseTo(0.6, 12)
    expect(valueAt(points, 0.75)).toBeCloseTo(0.8, 12)
    expect([valueAt(points, 0), valueAt(points, 1)]).toEqual([0.1, 1])
  })

  it('is nothing outside of the line', () => {
    expect([valueAt(points, -0.1), valueAt(points, 1.1), valueAt([], 0.5)]).toEqual([null, null, null])
  })
})
