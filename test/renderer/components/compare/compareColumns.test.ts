import { describe, expect, it } from 'vitest'
import {
  columnsOf,
  filtersText,
  kernelText,
  matches,
  roundAxis,
  scoreAxis,
  sortRows,
} from '../../../../renderer/components/compare/compareColumns.ts'
import { mean, tableRow } from '../../../support/tableRow.ts'

const baseline = tableRow({ name: 'Model 1', isBaseline: true, position: 0, macroF1: mean(0.8) })
const high = tableRow({ name: 'Model 9', position: 1, macroF1: mean(0.9), depth: 5 })
const low = tableRow({ name: 'Model 5', position: 2, macroF1: mean(0.7), kernelSizes: [11] })
const untrained = tableRow({ name: 'Model 3', position: 3 })

describe('the ablation table', () => {
  it('pins the baseline first and puts rows without a score last in either direction', () => {
    const rows = [untrained, low, high, baseline]
    const names = (descending: boolean) => sortRows(rows, { key: 'macroF1', descending }).map((row) => row.name)
    expect(names(true)).toEqual(['Model 1', 'Model 9', 'Model 5', 'Model 3'])
    expect(names(false)).toEqual(['Model 1', 'Model 5', 'Model 9', 'Model 3'])
  })

  it('keeps the order of the study among equal values', () => {
    expect(
      sortRows([low, untrained, high], { key: 'parameters', descending: true }).map((row) => row.position),
    ).toEqual([1, 2, 3])
  })

  it('filters by words, depth and kernel together', () => {
    const none = { text: '', depths: [], kernels: [] }
    expect(matches(high, { ...none, text: 'model 9' })).toBe(true)
    expect(matches(high, { ...none, text: 'k11' })).toBe(false)
    expect(matches(low, { text: 'model', depths: [1], kernels: ['11'] })).toBe(true)
    expect(matches(low, { text: 'model', depths: [5], kernels: ['11'] })).toBe(false)
  })

  it('writes filters and kernels in few signs', () => {
    expect(filtersText([32])).toBe('32')
    expect(filtersText([32, 64])).toBe('32, 64')
    expect(filtersText([64, 128, 256])).toBe('64–256')
    expect(filtersText([32, 32, 32])).toBe('32 each')
    expect(kernelText([3, 3])).toBe('3')
    expect(kernelText([11, 5, 3])).toBe('11, 5, 3')
  })

  it('shares one axis that holds every mean, interval and published value', () => {
    const published = { metric: 'macro-f1' as const, value: 0.921, source: 's', caveat: 'c' }
    const axis = scoreAxis([tableRow({ name: 'a', macroF1: mean(0.85, [0.81, 0.89]), published }), untrained])
    expect(axis).toEqual({ min: 0.8, max: expect.closeTo(0.95, 9), ticks: [0.8, 0.85, 0.9, 0.95] })
    expect(scoreAxis([untrained])).toBeNull()
  })

  it('leaves published scores of other metrics off that axis', () => {
    const published = { metric: 'f1' as const, value: 0.983, source: 's', caveat: 'c' }
    expect(scoreAxis([tableRow({ name: 'a', macroF1: mean(0.85, [0.81, 0.89]), published })])?.max).toBeCloseTo(0.9, 9)
  })

  it('offers a column of recurrent layers only where there are some, and finds them by words', () => {
    const recurrent = tableRow({ name: 'r', recurrent: [{ cell: 'lstm', units: 64, bidirectional: true }] })
    const keys = (rows: (typeof recurrent)[]) => columnsOf(rows).map(({ key }) => key)
    expect(keys([high])).not.toContain('recurrent')
    expect(keys([high, recurrent])).toContain('recurrent')
    expect(matches(recurrent, { text: 'bilstm', depths: [], kernels: [] })).toBe(true)
    expect(sortRows([high, recurrent], { key: 'recurrent', descending: true }).map(({ name }) => name)).toEqual([
      'r',
      'Model 9',
    ])
  })

  it('sorts by macro F1, by weighted F1 and by the published value', () => {
    const published = { metric: 'f1' as const, value: 0.98, source: 's', caveat: 'c' }
    const rows = [
      tableRow({ name: 'a', position: 1, macroF1: mean(0.9), weightedF1: mean(0.97) }),
      tableRow({ name: 'b', position: 2, macroF1: mean(0.8), weightedF1: mean(0.98), published }),
    ]
    const firstBy = (key: string) => sortRows(rows, { key, descending: true })[0]?.name
    expect([firstBy('macroF1'), firstBy('weightedF1'), firstBy('published')]).toEqual(['a', 'b', 'b'])
  })

  it('chooses round ticks, also for a single value', () => {
    expect(roundAxis(0.9, 0.9).ticks).toEqual([0.9, 0.905])
  })
})
