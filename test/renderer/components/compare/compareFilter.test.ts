import { describe, expect, it } from 'vitest'
import { isFiltering, matches, noFilter } from '../../../../renderer/components/compare/compareFilter.ts'
import { filtersText, kernelText } from '../../../../renderer/components/compare/designText.ts'
import { tableRow } from '../../../support/tableRow.ts'

const high = tableRow({ name: 'Model 9', depth: 5 })
const low = tableRow({ name: 'Model 5', kernelSizes: [11] })

describe('the filter of the ablation table', () => {
  it('takes words, depth and kernel together', () => {
    expect(matches(high, { ...noFilter, text: 'model 9' })).toBe(true)
    expect(matches(high, { ...noFilter, text: 'k11' })).toBe(false)
    expect(matches(low, { text: 'model', depths: [1], kernels: ['11'] })).toBe(true)
    expect(matches(low, { text: 'model', depths: [5], kernels: ['11'] })).toBe(false)
  })

  it('finds recurrent layers by words', () => {
    const recurrent = tableRow({ name: 'r', recurrent: [{ cell: 'lstm', units: 64, bidirectional: true }] })
    expect(matches(recurrent, { ...noFilter, text: 'bilstm' })).toBe(true)
  })

  it('is none as long as only spaces are typed', () => {
    expect(isFiltering({ ...noFilter, text: '  ' })).toBe(false)
    expect(isFiltering({ ...noFilter, depths: [2] })).toBe(true)
  })

  it('writes filters and kernels in few signs', () => {
    expect(filtersText([32])).toBe('32')
    expect(filtersText([32, 64])).toBe('32, 64')
    expect(filtersText([64, 128, 256])).toBe('64–256')
    expect(filtersText([32, 32, 32])).toBe('32 each')
    expect(kernelText([3, 3])).toBe('3')
    expect(kernelText([11, 5, 3])).toBe('11, 5, 3')
  })
})
