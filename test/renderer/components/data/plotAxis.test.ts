import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAxis, lengthAxis } from '../../../../renderer/components/data/plotAxis.ts'

const counts = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 5, maxLength: 5 })

describe('axes of the small plots', () => {
  it.each(['linear', 'log'] as const)('place every %s count inside the plot, larger ones further right', (scale) => {
    fc.assert(
      fc.property(counts, (values) => {
        const { place, ticks } = countAxis(values, scale)
        const sorted = [...values].sort((a, b) => a - b).map(place)
        for (const at of [...sorted, ...ticks.map((tick) => tick.at)]) {
          expect(at).toBeGreaterThanOrEqual(-1e-9)
          expect(at).toBeLessThanOrEqual(100 + 1e-9)
        }
        expect(sorted).toEqual([...sorted].sort((a, b) => a - b))
        expect(ticks.length).toBeGreaterThanOrEqual(2)
      }),
    )
  })

  it('names powers of ten on the log scale', () => {
    const { ticks } = countAxis([90589, 2779, 7236, 803, 8039], 'log')
    expect(ticks.map((tick) => tick.text)).toEqual(['100', '1 k', '10 k', '100 k'])
  })

  it('ends the axis of lengths at the length of a row', () => {
    const { place, ticks } = lengthAxis([55, 187], 187)
    expect(ticks.map((tick) => tick.text)).toEqual(['50', '100', '150', '187'])
    expect(place(187)).toBe(100)
  })
})
