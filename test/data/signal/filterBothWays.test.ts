import { describe, expect, it } from 'vitest'
import { butterworthBandPass } from '../../../electron/data/signal/butterworth.ts'
import { filterBothWays, paddingSamples } from '../../../electron/data/signal/filterBothWays.ts'
import { extractionFixture, fixtureSignal, largestDifference } from '../../support/extractionFixture.ts'

describe('a band-pass, forward and backward', () => {
  it.each(extractionFixture.filters)(
    'of order $order from $lowHz to $highHz Hz at $rateHz Hz is that of SciPy',
    ({ order, rateHz, filtered, ...band }) => {
      const sections = butterworthBandPass(order, band, rateHz)
      expect(sections).toHaveLength(order)
      expect(largestDifference(filterBothWays(sections, fixtureSignal), filtered)).toBeLessThan(1e-9)
    },
  )

  it('takes the signal as it is: the given array stays', () => {
    const signal = fixtureSignal.slice()
    filterBothWays(butterworthBandPass(3, { lowHz: 1, highHz: 30 }, 360), signal)
    expect(signal).toEqual(fixtureSignal)
  })

  it('keeps a wave in the band where it is, and takes one outside and an offset away', () => {
    const wave = (hz: number) => Float64Array.from({ length: 7200 }, (_, i) => Math.sin((2 * Math.PI * hz * i) / 360))
    const sections = butterworthBandPass(3, { lowHz: 1, highHz: 40 }, 360)
    const kept = wave(10)
    const inside = filterBothWays(sections, kept)
    const [drift, hum] = [filterBothWays(sections, wave(0.05)), filterBothWays(sections, wave(150))]
    const offset = filterBothWays(sections, new Float64Array(7200).fill(3))
    const largest = (values: Float64Array) => Math.max(...values.subarray(1000, 6200).map(Math.abs))
    expect(largest(inside.map((value, i) => value - kept[i]!))).toBeLessThan(0.01)
    expect(largest(drift)).toBeLessThan(0.01)
    expect(largest(hum)).toBeLessThan(0.01)
    expect(largest(offset)).toBeLessThan(1e-9)
  })

  it.each([
    [0, 40],
    [40, 40],
    [50, 40],
    [1, 180],
  ])('refuses the band from %d to %d Hz at 360 Hz', (lowHz, highHz) => {
    expect(() => butterworthBandPass(3, { lowHz, highHz }, 360)).toThrow(RangeError)
  })

  it('refuses a signal no longer than its padding', () => {
    const sections = butterworthBandPass(3, { lowHz: 1, highHz: 40 }, 360)
    const padding = paddingSamples(sections.length)
    expect(() => filterBothWays(sections, new Float64Array(padding))).toThrow(RangeError)
    expect(filterBothWays(sections, new Float64Array(padding + 1))).toHaveLength(padding + 1)
  })
})
