import { describe, expect, it } from 'vitest'
import { effectsFigure } from '../../../renderer/charts/effectsFigure.ts'
import { figureSheetSvg } from '../../../renderer/charts/figureSheet.ts'
import { scoresFigure } from '../../../renderer/charts/scoresFigure.ts'
import type { Mark } from '../../../electron/shared/figures/mark.ts'
import type { FactorEffect } from '../../../electron/shared/studyStatistics.ts'

const effect = (fields: Partial<FactorEffect>): FactorEffect => ({
  factor: 'depth',
  from: '1',
  to: '5',
  contrasts: [],
  seeds: 5,
  difference: 0.03,
  interval: [0.02, 0.04],
  ...fields,
})
const texts = (marks: readonly Mark[]) => marks.flatMap(({ text }) => text ?? [])
const means = (marks: readonly Mark[]) => marks.filter(({ tag, attributes }) => tag === 'circle' && attributes.r === 4)

describe('figures of intervals', () => {
  it('fill the effects whose interval lies on one side of 0, and write each with its interval', () => {
    const figure = effectsFigure(
      [effect({}), effect({ factor: 'filters', difference: -0.01, interval: [-0.03, 0.01] })],
      {
        width: 760,
        title: 't',
      },
    )
    const [depth, filters] = means(figure.marks)
    expect(depth?.attributes.fill).not.toBe(filters?.attributes.fill)
    expect(texts(figure.marks)).toContain('+0.030 [+0.020, +0.040]')
    expect(texts(figure.marks)).toContain('−0.010 [−0.030, +0.010]')
    expect(texts(figure.marks)).toContain('0')
  })

  it('leave out the interval that one seed does not give', () => {
    const lines = (interval: [number, number] | null) =>
      effectsFigure([effect({ interval })], { width: 760, title: 't' }).marks.filter(({ tag }) => tag === 'line').length
    const drawn = effectsFigure([effect({ interval: null })], { width: 760, title: 't' })
    expect(texts(drawn.marks)).toContain('+0.030')
    expect(lines([0.029, 0.031])).toBeGreaterThan(0)
    expect(means(drawn.marks)).toHaveLength(1)
  })

  it('keep every mark of the scores between names and numbers, on one axis', () => {
    const variant = { sd: 0.01, scores: [0.88, 0.92], published: 0.921, isTold: false, verdict: '' }
    const { marks, width } = scoresFigure(
      [
        { ...variant, name: 'Model 1', isBaseline: true, mean: 0.9, interval: [0.85, 0.95] },
        { ...variant, name: 'Model 2', isBaseline: false, mean: 0.8, interval: null, verdict: '↓ lower' },
      ],
      { width: 780, title: 't', axisTitle: 'Macro F1' },
    )
    expect(width).toBe(780)
    for (const { attributes } of marks.filter(({ tag }) => tag === 'circle')) {
      expect(attributes.cx).toBeGreaterThanOrEqual(300)
      expect(attributes.cx).toBeLessThanOrEqual(670)
    }
    expect(texts(marks)).toEqual(
      expect.arrayContaining(['Model 1', 'baseline', '0.900 ± 0.010', '↓ lower', 'Macro F1']),
    )
  })

  it('stand in a document of their own with heading and notes, names as text', () => {
    const figure = effectsFigure([effect({ factor: 'a < b & c' })], { width: 760, title: 't' })
    const { svg, width, height } = figureSheetSvg({
      heading: 'What moves F1',
      figure,
      notes: ['One.', 'Two '.repeat(90)],
    })
    expect(svg.match(/<svg /g)).toHaveLength(2)
    expect(svg.trim().endsWith('</svg>')).toBe(true)
    expect(svg).toContain('a &lt; b &amp; c')
    expect(svg).toContain('>One.<')
    expect(svg.match(/>Two Two/g)!.length).toBeGreaterThan(1)
    expect([width, height]).toEqual([800, expect.any(Number)])
    expect(height).toBeGreaterThan(figure.height)
  })
})
