import { init, type EChartsCoreOption } from 'echarts/core'
import { figureToSvg, type Mark } from '../../electron/shared/figures/mark.ts'
import { wrapText } from '../../electron/shared/figures/wrapText.ts'
import { colours } from '../styles/tokens.ts'
import { registerCharts } from './registerCharts.ts'

/** A name above a saved chart, with its marker. */
export interface FigureKey {
  /** In a box of 10 x 10. */
  path: string
  colour: string
  text: string
}

/** A chart as it is saved: in light colours, with what it shows and whose it is. */
export interface ChartFigure {
  heading: string
  /** Made for the light theme. */
  option: EChartsCoreOption
  keys: readonly FigureKey[]
  /** Paragraphs below the chart. */
  caption: readonly string[]
}

export const figureSize = { width: 720, chartHeight: 440 }

const margin = 20
const lineHeight = 15
/** Of 11 px letters, also where another font stands in for Inter. */
const letterWidth = 6.3

/** A chart with heading, names and caption as one SVG document, and how large it is. */
export function chartFigureSvg(figure: ChartFigure): { svg: string; width: number; height: number } {
  const { width, chartHeight } = figureSize
  const keyLines = placeKeys(figure.keys, width - 2 * margin)
  const chartTop = margin + 18 + (keyLines.length > 0 ? 8 + 18 * keyLines.length : 0) + 6
  const captionTop = chartTop + chartHeight + 20
  const lines = figure.caption.flatMap((text) => wrapText(text, Math.floor((width - 2 * margin) / letterWidth)))
  const height = captionTop + lineHeight * lines.length + 4
  const marks: Mark[] = [
    headingMark(figure.heading),
    ...keyLines.flatMap((keys, line) => keys.flatMap((key) => keyMarks(key, margin + 30 + 18 * line))),
    ...lines.map((line, index) => text(margin, captionTop + lineHeight * index, line, colours.light.text3)),
  ]
  const frame = figureToSvg({ width, height, title: figure.heading, marks }, colours.light.surface)
  const chart = drawChart(figure.option, width - margin, chartHeight)
  const nested = chart.replace('<svg ', `<svg x="${margin / 2}" y="${chartTop}" `)
  return { svg: frame.replace(/<\/svg>\s*$/, `${nested}\n</svg>\n`), width, height }
}

/** The chart alone, drawn without a page. */
function drawChart(option: EChartsCoreOption, width: number, height: number): string {
  registerCharts()
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

interface PlacedKey extends FigureKey {
  x: number
}

/** Names side by side, in as many lines as they need. */
function placeKeys(keys: readonly FigureKey[], width: number): PlacedKey[][] {
  const lines: PlacedKey[][] = []
  let x = Infinity
  for (const key of keys) {
    const needed = 16 + letterWidth * key.text.length + 18
    if (x + needed > margin + width) {
      lines.push([])
      x = margin
    }
    lines.at(-1)?.push({ ...key, x })
    x += needed
  }
  return lines
}

function keyMarks({ path, colour, text: words, x }: PlacedKey, y: number): Mark[] {
  return [
    { tag: 'path', attributes: { d: path, fill: colour, transform: `translate(${x} ${y - 9})` } },
    text(x + 16, y, words, colours.light.text2),
  ]
}

function headingMark(words: string): Mark {
  const mark = text(margin, margin + 8, words, colours.light.text)
  return { ...mark, attributes: { ...mark.attributes, 'font-size': 14, 'font-weight': 600 } }
}

function text(x: number, y: number, words: string, fill: string): Mark {
  return { tag: 'text', attributes: { x, y, fill, 'font-size': 11 }, text: words }
}
