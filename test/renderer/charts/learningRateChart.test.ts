import { describe, expect, it } from 'vitest'
import type { VariantCurves } from '../../../renderer/charts/curvesData.ts'
import { changesRate, learningRateChart } from '../../../renderer/charts/learningRateChart.ts'

function variantOf(id: number, ...rates: number[][]): VariantCurves {
  const runs = rates.map((values, seed) => ({
    runId: 10 * id + seed,
    seed,
    fold: 0,
    foldCount: 1,
    isLive: false,
    values,
    seconds: values.map((_, i) => 2 * (i + 1)),
  }))
  return { id, name: `Model <${id}>`, colour: id, runs, training: [] }
}

interface Drawn {
  yAxis: { min: number; max: number }
  xAxis: { max?: number }
  series: { id: string; data: [number, number][] }[]
  tooltip: { formatter: (params: unknown) => string }
}

const draw = (variants: VariantCurves[], xAxis: 'epoch' | 'time' = 'epoch'): Drawn =>
  learningRateChart({ variants, xAxis, focusId: null }, 'light', 5) as unknown as Drawn

describe('learningRateChart', () => {
  it('is worth drawing where the rate of a run changes', () => {
    expect(changesRate([variantOf(1, [1e-3, 1e-3], [1e-3])])).toBe(false)
    expect(changesRate([variantOf(1, [1e-3, 1e-3]), variantOf(2, [1e-3, 5e-4])])).toBe(true)
    expect(changesRate([])).toBe(false)
  })

  it('draws the mean over seeds between whole powers of ten, as far as the curves above', () => {
    const { series, xAxis, yAxis } = draw([variantOf(1, [2e-3, 1e-3], [4e-3, 1e-3])])
    expect(series[0]?.data.map(([x]) => x)).toEqual([1, 2])
    expect(series[0]?.data[0]?.[1]).toBeCloseTo(3e-3, 12)
    expect(yAxis.min).toBeCloseTo(1e-3, 12)
    expect(yAxis.max).toBeCloseTo(1e-2, 12)
    expect(xAxis.max).toBe(5)
  })

  it('leaves out a rate of 0, which a log axis cannot hold', () => {
    expect(draw([variantOf(1, [1e-3, 0])]).series[0]?.data).toEqual([[1, 1e-3]])
    expect(draw([variantOf(1, [0])]).yAxis.max).toBeGreaterThan(0)
  })

  it('tells rates of an epoch, with names made harmless', () => {
    const { tooltip } = draw([variantOf(1, [1e-3, 2.5e-4]), variantOf(2, [1e-2])])
    expect(tooltip.formatter([{ axisValue: 2 }])).toBe('epoch 2\nModel &#60;1&#62;  2.5e−4')
  })
})
