import { describe, expect, it } from 'vitest'
import { presetOf, publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { beatPath } from '../../../../renderer/components/common/beatPath.ts'
import { glyphBars } from '../../../../renderer/components/common/networkShape.ts'

describe('the pictogram of a network', () => {
  it('has one bar a block, narrower after each pooling', () => {
    const bars = glyphBars(publishedArchitecture(11))
    expect(bars).toHaveLength(5)
    const widths = bars.map((bar) => bar.width)
    expect(widths).toEqual([...widths].sort((a, b) => b - a))
  })

  it('is higher with more filters, up to its box', () => {
    const heights = glyphBars(publishedArchitecture(9)).map((bar) => bar.height)
    expect(heights).toEqual([...heights].sort((a, b) => a - b))
    expect(Math.max(...heights)).toBeLessThanOrEqual(24)
  })
})

describe('the pictogram of a recurrent network', () => {
  const barsOf = (preset: string, name: string) => {
    const variant = presetOf(preset)
      .variants()
      .find((candidate) => candidate.name === name)
    return variant ? glyphBars(variant.architecture) : []
  }

  it('has a bar for each recurrent layer too, as wide as the map that it reads', () => {
    const bars = barsOf('cnn-lstm', 'CNN 64-1024 + 2 LSTM')
    expect(bars.map(({ isRecurrent }) => isRecurrent)).toEqual([false, false, false, false, false, true, true])
    expect(bars[5]?.width).toBe(bars[6]?.width)
    expect(bars.every((bar, index) => index === 0 || bar.x > (bars[index - 1]?.x ?? 0))).toBe(true)
  })

  it('counts both directions, and pooling by its stride', () => {
    const [, one] = barsOf('recurrent', 'GRU 32')
    const [, two] = barsOf('recurrent', 'BiGRU 32')
    expect(two?.height).toBe((one?.height ?? 0) + 4)
    const widths = barsOf('kachuee-2018', 'Kachuee 2018').map(({ width }) => width)
    expect(widths.slice(0, 5)).toEqual([18, 18, 18, 9, 9])
  })
})

describe('the line of a beat', () => {
  it('leaves the padding out and keeps the time axis of the whole row', () => {
    const box = { width: 40, height: 10, range: [0, 1] as const }
    expect(beatPath([1, 0.5, 0, 0, 0], 2, box)).toBe('M0.00 0.00L10.00 5.00L20.00 10.00')
  })

  it('spans its height with the range of its values', () => {
    const box = { width: 20, height: 10, range: [-0.5, 1.5] as const }
    expect(beatPath([-0.5, 1.5, 0.5], 0, box)).toBe('M0.00 10.00L10.00 0.00L20.00 5.00')
  })
})
