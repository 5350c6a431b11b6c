import { describe, expect, it } from 'vitest'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
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

describe('the line of a beat', () => {
  it('leaves the padding out and keeps the time axis of the whole row', () => {
    expect(beatPath([1, 0.5, 0, 0, 0], 2, 40, 10)).toBe('M0.00 0.00L10.00 5.00L20.00 10.00')
  })
})
