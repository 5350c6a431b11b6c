import { describe, expect, it } from 'vitest'
import type { Explanation } from '../../../electron/shared/explanation.ts'
import { explanationCaption } from '../../../electron/shared/figures/heatMapCaption.ts'
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
  amplitude: 'unit',
  map,
  cellStart: 0,
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

  it("covers what its cells stand over with bands at the layer's own resolution", () => {
    const bands = heatMapFigure(explanation, options).marks.filter((mark) => 'data-value' in mark.attributes)
    expect(bands).toHaveLength(93)
    const first = bands[0]?.attributes
    const last = bands.at(-1)?.attributes
    expect(Number(first?.x)).toBe(40)
    expect(Number(last?.x) + Number(last?.width)).toBeCloseTo(40 + (804 * 186) / 187, 0)
    expect(last?.fill).toBe('#de3a2b')
  })

  it('is grey where no cell stands: before the first of a convolution without padding, and behind the last', () => {
    const shorter = { ...explanation, map: map.slice(0, 90), cellStart: 3 }
    const { marks } = heatMapFigure(shorter, options)
    const blank = marks.filter((mark) => 'data-blank' in mark.attributes)
    expect(blank.map(({ attributes }) => [attributes['data-blank'], attributes.fill])).toEqual([
      ['0-3', '#DDE2E6'],
      ['183-187', '#DDE2E6'],
    ])
    const first = marks.find((mark) => 'data-value' in mark.attributes)?.attributes
    expect(Number(first?.x)).toBeCloseTo(40 + (804 * 3) / 187, 0)
    const run = { variantName: 'v', seed: 1, fold: 0, foldCount: 1, id: 1, studyName: 's' }
    const source = { licence: 'l', attribution: 'a' }
    expect(explanationCaption(shorter, run, source)[0]).toMatch(/not smoothed\. Grey: no cell stands there\.$/)
    const whole = { ...explanation, map: explanation.samples, cellSamples: 1 }
    expect(heatMapFigure(whole, options).marks.some((mark) => 'data-blank' in mark.attributes)).toBe(false)
    expect(explanationCaption(whole, run, source)[0]).toMatch(/not smoothed\.$/)
  })

  it('draws the signal only up to the padding', () => {
    const path = heatMapFigure(explanation, { ...options, bare: true }).marks.find((mark) => mark.tag === 'path')
    expect(String(path?.attributes.d).match(/[ML]/g)).toHaveLength(150)
  })

  it('has round values of millivolts at its side, with the unit, and its own times and samples', () => {
    const samples = Array.from({ length: 64 }, (_, s) => 0.5 + 1.1 * Math.sin(s / 5))
    const voltage: Explanation = { ...explanation, samples, padding: 0, sampleRateHz: 360, amplitude: 'millivolt' }
    const { marks } = heatMapFigure({ ...voltage, map: map.slice(0, 64), cellSamples: 1 }, options)
    const texts = marks.flatMap(({ text }) => (text === undefined ? [] : [text]))
    expect(texts).toEqual(expect.arrayContaining(['−0.5', '0', '0.5', '1', '1.5 mV']))
    expect(texts).toEqual(expect.arrayContaining(['0 ms', '50', '100', '150', '60']))
    expect(texts).not.toContain('200')
    const ys = String(
      marks.findLast(({ tag, attributes }) => tag === 'path' && attributes.fill === 'none')?.attributes.d,
    )
      .match(/ [\d.]+(?=[L]|$)/g)
      ?.map(Number)
    // The highest and the lowest value stand six pixels within the frame, whose lower end makes room for the strip.
    expect(Math.min(...(ys ?? []))).toBeCloseTo(28 + 6, 0)
    expect(Math.max(...(ys ?? []))).toBeCloseTo(420 - 12 - 40 - 34 - 6, 0)
    const run = { variantName: 'v', seed: 1, fold: 0, foldCount: 1, id: 1, studyName: 's' }
    const source = { licence: 'l', attribution: 'a' }
    expect(explanationCaption(voltage, run, source).join(' ')).not.toContain('padding')
    expect(explanationCaption(explanation, run, source).join(' ')).toContain('Hatched: zero padding.')
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
