import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rateRatio, resample, resampledLength, resamplingReach } from '../../../electron/data/signal/resample.ts'
import { extractionFixture, fixtureSignal, largestDifference } from '../../support/extractionFixture.ts'

describe('resampling', () => {
  it.each(extractionFixture.resampled)(
    'from $fromHz to $toHz Hz is that of SciPy, also at both ends',
    ({ fromHz, toHz, samples, resampled }) => {
      const values = resample(fixtureSignal.subarray(0, samples), rateRatio(fromHz, toHz)!)
      expect(largestDifference(values, resampled)).toBeLessThan(1e-9)
    },
  )

  it('keeps a constant as it is, from its first sample to its last', () => {
    const values = resample(new Float64Array(500).fill(-1.5), { up: 25, down: 72 })
    for (const value of values) expect(Math.abs(value + 1.5)).toBeLessThan(1e-3)
  })

  it('does not fold back what the new rate cannot hold', () => {
    const wave = Float64Array.from({ length: 3600 }, (_, i) => Math.sin((2 * Math.PI * 100 * i) / 360))
    const values = resample(wave, rateRatio(360, 125)!)
    expect(Math.max(...values.subarray(100, -100).map(Math.abs))).toBeLessThan(0.01)
  })

  it('gives as many samples as fit in, and reaches no further than it says', () => {
    const places = fc.record({
      up: fc.integer({ min: 1, max: 40 }),
      down: fc.integer({ min: 1, max: 40 }),
      length: fc.integer({ min: 1, max: 300 }),
      at: fc.nat(299),
    })
    fc.assert(
      fc.property(places, ({ up, down, length, at }) => {
        const ratio = rateRatio(down, up)!
        const spike = new Float64Array(length)
        const place = at % length
        spike[place] = 1
        const values = resample(spike, ratio)
        expect(values).toHaveLength(resampledLength(length, ratio))
        // At an end the last sample stands for all behind it.
        if (place === 0 || place === length - 1) return
        values.forEach((value, n) => {
          const distance = Math.abs((n * ratio.down) / ratio.up - place)
          if (distance > resamplingReach(ratio)) expect(value).toBe(0)
        })
      }),
    )
  })
})

describe('the ratio of two rates', () => {
  it.each([
    [360, 125, { up: 25, down: 72 }],
    [360, 120, { up: 1, down: 3 }],
    [128.5, 257, { up: 2, down: 1 }],
    [250, 250, { up: 1, down: 1 }],
    [360, 100.0000123, null],
  ])('%d to %d Hz', (from, to, ratio) => expect(rateRatio(from, to)).toEqual(ratio))
})
