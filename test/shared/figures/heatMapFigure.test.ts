import { describe, expect, it } from 'vitest'
import type { Explanation } from '../../../electron/shared/explanation.ts'
import { heatMapColours, mapColour } from '../../../electron/shared/figures/heatMapColours.ts'
import { heatMapFigure, heatMapSvg } from '../../../electron/shared/figures/heatMapFigure.ts'

const map = Array.from({ length: 93 }, (_, index) => index / 92)
const explanation: Explanation = {
  runId: 1,
  part: 'test',
  row: 7,
  method: 'grad-cam',
  layer: 'block2.conv',
  layers: ['block1.conv', 'block2.conv'],
  targetClass: 2,
  label: 2,
  predicted: 3,
  probabilities: [0, 0, 0.3, 0.7, 0],
  samples: Array.from({ length: 187 }, (_, s) => (s < 150 ? 0.5 : 0)),
  padding: 37,
  sampleRateHz: 120,
  map,
  cellSamples: 2,
  rawMaximum: 1,
  record: '106',
  recordSample: 1000,
  isStored: false,
}
const options = { width: 900, height: 420, colours: heatMapColours.light }

describe('a heat map', () => {
  it('goes from white to the reddest step', () => {
    expect(mapColour(0, heatMapColours.light)).toBe('#ffffff')
    expect(mapColour(0.5, heatMapColours.light)).toBe('#fbb096')
    expect(mapColour(1, heatMapColours.light)).toBe('#de3a2b')
    expect(mapColour(2, heatMapColours.light)).toBe('#de3a2b')
  })

  it("covers the whole beat with bands at the layer's own resolution", () => {
    const bands = heatMapFigure(explanation, options).marks.filter((mark) => 'data-value' in mark.attributes)
    expect(bands).toHaveLength(93)
    const first = bands[0]?.attributes
    const last = bands.at(-1)?.attributes
    expect(Number(first?.x)).toBe(40)
    expect(Number(last?.x) + Number(last?.width)).toBeCloseTo(900 - 56, 0)
    expect(last?.fill).toBe('#de3a2b')
  })

  it('draws the signal only up to the padding', () => {
    const path = heatMapFigure(explanation, { ...options, bare: true }).marks.find((mark) => mark.tag === 'path')
    expect(String(path?.attributes.d).match(/[ML]/g)).toHaveLength(150)
  })

  it('is a whole SVG document whose words are escaped', () => {
    const svg = heatMapSvg(explanation, { ...options, heading: 'A < B & "C"', caption: ['not for diagnosis'] })
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="420"')).toBe(true)
    expect(svg).toContain('A &lt; B &amp; &quot;C&quot;')
    expect(svg).toContain('not for diagnosis')
    expect(svg).toContain('Ventricular beat (V), predicted F, row 7 of test')
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true)
  })
})
