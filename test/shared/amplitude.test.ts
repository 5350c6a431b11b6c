import { describe, expect, it } from 'vitest'
import { amplitudeRange } from '../../electron/shared/amplitude.ts'
import { paddingOf } from '../../electron/shared/beatsFile.ts'

describe('the axis of a beat', () => {
  it('is 0 to 1 for scaled values, whatever they are, and as far as all beats go for others', () => {
    expect(amplitudeRange('unit', [0.2, 0.4])).toEqual([0, 1])
    expect(amplitudeRange('millivolt', [-0.4, 1.2], [0.1, 1.7])).toEqual([-0.4, 1.7])
    expect(amplitudeRange('standardised', [-3, 2])).toEqual([-3, 2])
  })

  it('has room for a flat beat, and for none', () => {
    expect(amplitudeRange('millivolt', [2, 2])).toEqual([1.5, 2.5])
    expect(amplitudeRange('millivolt', [])).toEqual([0, 1])
  })
})

describe('padding', () => {
  it('is zeros at the end of scaled beats only', () => {
    expect(paddingOf([0.5, 0, 0.1, 0, 0])).toBe(2)
    expect(paddingOf([0.5, 0, 0.1, 0, 0], 'unit')).toBe(2)
    expect(paddingOf([0.5, 0, 0.1, 0, 0], 'millivolt')).toBe(0)
    expect(paddingOf([0.5, 0, 0.1, 0, 0], 'standardised')).toBe(0)
  })
})
