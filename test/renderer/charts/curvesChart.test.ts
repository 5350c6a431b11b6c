import { describe, expect, it } from 'vitest'
import { curvesChart } from '../../../renderer/charts/curvesChart.ts'
import type { CurvesData } from '../../../renderer/charts/curvesData.ts'
import { formatClock, tooltipText } from '../../../renderer/charts/curvesTooltip.ts'
import { variantStyle } from '../../../renderer/charts/variantStyle.ts'
import { variantColours } from '../../../renderer/styles/tokens.ts'

const run = (runId: number, values: number[], isLive = false) => ({
  runId,
  seed: runId,
  fold: 0,
  foldCount: 1,
  isLive,
  values,
  seconds: values.map((_, i) => 2 * (i + 1)),
})

function dataOf(change: Partial<CurvesData> = {}): CurvesData {
  return {
    quantity: 'loss',
    xAxis: 'epoch',
    smoothing: 0,
    focusId: null,
    variants: [
      { id: 1, name: 'Model 1', colour: 'baseline', runs: [run(1, [0.4, 0.2, 0.3]), run(2, [0.6, 0.4])], training: [] },
      { id: 2, name: 'Model <2>', colour: 0, runs: [run(3, [0.5], true)], training: [run(3, [0.7])] },
    ],
    ...change,
  }
}

interface Series {
  id: string
  data: unknown[]
  lineStyle?: { color: string; opacity: number; type: unknown }
}

function seriesOf(data: CurvesData): Map<string, Series> {
  const { series } = curvesChart(data, 'light')
  return new Map((series as Series[]).map((one) => [one.id, one]))
}

describe('curvesChart', () => {
  it('draws single seeds, the mean over those that go on together, and the band of two or more seeds', () => {
    const series = seriesOf(dataOf())
    expect(series.get('seed-1')?.data).toEqual([
      [1, 0.4],
      [2, 0.2],
      [3, 0.3],
    ])
    const mean = series.get('mean-1')?.data as [number, number][]
    expect(mean.map(([x]) => x)).toEqual([1, 2])
    expect(mean[1]?.[1]).toBeCloseTo(0.3, 12)
    expect(series.has('band-1')).toBe(true)
    expect(series.has('band-2')).toBe(false)
  })

  it('marks the best epoch of the unsmoothed mean whatever the smoothing', () => {
    const best = seriesOf(dataOf({ smoothing: 1 })).get('best-1')?.data[0] as [number, number]
    expect(best[0]).toBe(2)
    expect(best[1]).toBeCloseTo(0.3, 12)
  })

  it('draws live runs dotted with an open end', () => {
    const series = seriesOf(dataOf())
    expect(series.get('seed-3')?.lineStyle?.type).toEqual([1, 2])
    expect(series.get('live-2')?.data).toHaveLength(1)
    expect(series.get('live-1')?.data).toHaveLength(0)
  })

  it('lets the others step back behind the one in focus', () => {
    const series = seriesOf(dataOf({ focusId: 1 }))
    expect(series.get('mean-1')?.lineStyle?.opacity).toBe(1)
    expect(series.get('mean-2')?.lineStyle?.opacity).toBeLessThan(0.3)
  })

  it('puts seconds on the axis when time is asked for', () => {
    expect(seriesOf(dataOf({ xAxis: 'time' })).get('seed-2')?.data).toEqual([
      [2, 0.6],
      [4, 0.4],
    ])
  })

  it('keeps seeds and bands for the one in focus when more than four variants are coloured', () => {
    const variants = [0, 1, 2, 3, 4].map((colour) => ({
      id: colour + 1,
      name: `Model ${colour}`,
      colour,
      runs: [run(10 * colour + 1, [0.4, 0.3]), run(10 * colour + 2, [0.5, 0.3])],
      training: [],
    }))
    expect([...seriesOf(dataOf({ variants })).keys()].filter((id) => /^(band|seed)-/.test(id))).toEqual([])
    expect(seriesOf(dataOf({ variants, focusId: 2 })).has('band-2')).toBe(true)
    expect(seriesOf(dataOf({ variants, focusId: 2 })).has('band-3')).toBe(false)
  })

  it('gives every series an id of its own, so that live updates change only what differs', () => {
    const { series } = curvesChart(dataOf(), 'dark')
    const ids = (series as Series[]).map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every(Boolean)).toBe(true)
  })

  it('uses a log axis for loss and a plain one for macro F1', () => {
    expect(curvesChart(dataOf(), 'light').yAxis).toMatchObject({ type: 'log', logBase: 2 })
    expect(curvesChart(dataOf({ quantity: 'macro-f1' }), 'light').yAxis).toMatchObject({ type: 'value' })
  })
})

describe('the score axis', () => {
  it('ends at round values just outside of what is drawn', () => {
    const variants = [{ id: 1, name: 'Model 1', colour: 0, runs: [run(1, [0.71, 0.88])], training: [] }]
    expect(curvesChart(dataOf({ quantity: 'macro-f1', variants }), 'light').yAxis).toMatchObject({ interval: 0.05 })
    const { min, max } = curvesChart(dataOf({ quantity: 'macro-f1', variants }), 'light').yAxis as {
      min: number
      max: number
    }
    expect(min).toBeCloseTo(0.7, 9)
    expect(max).toBeCloseTo(0.9, 9)
  })

  it('has room before the first epoch and for a flat curve', () => {
    const axis = (runs: ReturnType<typeof run>[]) => {
      const variants = [{ id: 1, name: 'Model 1', colour: 0, runs, training: [] }]
      return curvesChart(dataOf({ quantity: 'macro-f1', variants }), 'light').yAxis as { min: number; max: number }
    }
    expect(axis([]).max).toBeGreaterThan(axis([]).min)
    expect(axis([run(1, [0.8, 0.8])]).max).toBeGreaterThan(axis([run(1, [0.8, 0.8])]).min)
  })
})

describe('variantStyle', () => {
  it('gives the six colours their own dash and marker, in both themes', () => {
    const styles = [0, 1, 2, 3, 4, 5].map((colour) => variantStyle(colour, 'dark'))
    expect(styles.map((style) => style.colour)).toEqual([...variantColours.dark])
    expect(new Set(styles.map((style) => style.symbol)).size).toBe(6)
    expect(new Set(styles.map((style) => style.dash.join())).size).toBe(6)
  })
})

describe('tooltipText', () => {
  it('prints mean, spread and n of an epoch, with names made harmless', () => {
    const text = tooltipText(dataOf(), [{ axisValue: 1 }])
    expect(text.split('\n')).toEqual(['epoch 1', 'Model 1  0.500 ± 0.141  n = 2', 'Model &#60;2&#62;  0.500  n = 1'])
  })

  it('leaves out variants that did not reach the epoch', () => {
    expect(tooltipText(dataOf(), [{ axisValue: 3 }])).toBe('epoch 3\nModel 1  0.300  n = 1')
  })
})

describe('formatClock', () => {
  it('prints minutes and hours of seconds', () => {
    expect([formatClock(5), formatClock(92), formatClock(3725)]).toEqual(['0:05', '1:32', '1:02:05'])
  })
})
