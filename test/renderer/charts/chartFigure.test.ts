import { describe, expect, it } from 'vitest'
import { chartFigureSvg } from '../../../renderer/charts/chartFigure.ts'
import { chartTheme } from '../../../renderer/charts/chartTheme.ts'
import { rocChart } from '../../../renderer/charts/rocChart.ts'

const lines = [
  {
    id: 'S',
    name: 'S',
    colour: '#B45C11',
    dash: [],
    points: [
      [0, 0],
      [0.1, 0.9],
      [1, 1],
    ] as const,
    mark: null,
    isFaded: false,
  },
]
const figure = {
  heading: 'ROC curves: Model <9>, seed 1',
  option: rocChart(lines, chartTheme('light')),
  keys: [{ path: 'M0 0H9V9z', colour: '#B45C11', text: 'S 0.950' }],
  caption: ['A long sentence about what is drawn. '.repeat(8), 'For research and teaching, not for diagnosis.'],
}

describe('a chart that is saved', () => {
  const { svg, width, height } = chartFigureSvg(figure)

  it('is one document of the size that it says, with the chart inside', () => {
    expect(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`)).toBe(true)
    expect(svg.match(/<svg /g)).toHaveLength(2)
    expect(svg.match(/<\/svg>/g)).toHaveLength(2)
    expect(svg).toContain('#B45C11')
    expect(svg).toContain('1 − specificity')
  })

  it('says what it shows and what it is not for, with names made harmless', () => {
    expect(svg).toContain('ROC curves: Model &lt;9&gt;, seed 1')
    expect(svg).toContain('S 0.950')
    expect(svg).toContain('For research and teaching, not for diagnosis.')
  })

  it('grows with its caption', () => {
    expect(chartFigureSvg({ ...figure, caption: [] }).height).toBeLessThan(height)
  })
})
