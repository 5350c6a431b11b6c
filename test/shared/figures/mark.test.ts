import { expect, it } from 'vitest'
import { figureToSvg } from '../../../electron/shared/figures/mark.ts'

it('writes no control character into an SVG, where a name holds one', () => {
  const figure = { width: 1, height: 1, title: 'a\u001b[31m', marks: [] }
  expect(figureToSvg(figure, 'white')).toContain('<title>a [31m</title>')
})
