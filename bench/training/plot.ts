import { figureToSvg, round, type Mark } from '../../electron/shared/figures/mark.ts'
import { heatMapColours } from '../../electron/shared/figures/heatMapColours.ts'
import { bestSample, h100Ms, measuredIn, spreadOf, type Spread } from './compare.ts'
import { fused } from './contestants.ts'
import type { ModelSpeed, Results } from './results.ts'

const width = 960
const columns = 2
const panelWidth = width / columns
const barsLeft = 158
const barsWidth = panelWidth - barsLeft - 78
const rowHeight = 20
const heading = 34
const top = 58
const { background, text, caption, grid } = heatMapColours.light
const colours = { ours: '#0B6E99', theirs: '#9AA7B2', given: '#D9A441', whisker: '#182027' }

interface Bar {
  title: string
  colour: string
  /** Milliseconds a step. */
  ms: Spread
}

/** Bars of training steps a second for each model, as SVG on a ground of its own. */
export function plotOf({ models }: Results): string {
  const rows = measuredIn(models).length + 1
  const panelHeight = heading + rows * rowHeight + 22
  const height = top + Math.ceil(models.length / columns) * panelHeight
  const marks: Mark[] = [
    label('Training steps a second of the whole machine', { x: 16, y: 26, size: 17, weight: 600 }),
    label('Longer is faster. Numbers: milliseconds a step; thin lines: lowest and highest round.', {
      x: 16,
      y: 46,
      fill: caption,
    }),
  ]
  models.forEach((speed, index) => {
    const x = (index % columns) * panelWidth
    const y = top + Math.floor(index / columns) * panelHeight
    marks.push(...panel(speed, x, y))
  })
  return figureToSvg({ width, height, title: 'Training steps a second by program and model', marks }, background)
}

function panel(speed: ModelSpeed, x: number, y: number): Mark[] {
  const bars = barsOf(speed)
  const fastest = 1 / Math.min(...bars.map(({ ms }) => ms.least))
  const scale = (ms: number) => barsWidth / ms / fastest
  const marks = [label(`Model ${speed.model}`, { x: x + 16, y: y + 22, size: 14, weight: 600 })]
  bars.forEach(({ title, colour, ms }, index) => {
    const at = y + heading + index * rowHeight
    const left = x + barsLeft
    const middle = round(at + rowHeight / 2)
    marks.push(
      label(title, { x: left - 8, y: middle + 4, anchor: 'end' }),
      bar({ x: left, y: at + 3, length: scale(ms.median) }, colour),
      line(left + scale(ms.largest), left + scale(ms.least), middle),
      label(ms.median.toPrecision(3), { x: left + scale(ms.least) + 6, y: middle + 4, fill: caption }),
    )
  })
  const bottom = y + heading + bars.length * rowHeight
  const axis = { x1: x + barsLeft, x2: x + barsLeft, y1: y + heading, y2: bottom, stroke: grid }
  return [...marks, { tag: 'line', attributes: axis }]
}

function barsOf(speed: ModelSpeed): Bar[] {
  const measured = measuredIn([speed]).flatMap(({ id, title }): Bar[] => {
    const best = bestSample(speed, id)
    const short = title.replace(', fused kernels', ', fused').replace(', stock kernels', ', stock')
    return best
      ? [{ title: short, colour: id === fused.id ? colours.ours : colours.theirs, ms: spreadOf(best.ms) }]
      : []
  })
  const given = h100Ms[speed.model]
  if (given === undefined) return measured
  return [...measured, { title: 'PyTorch, one H100', colour: colours.given, ms: spreadOf([given]) }]
}

interface LabelStyle {
  x: number
  y: number
  size?: number
  weight?: number
  fill?: string
  anchor?: 'start' | 'end'
}

function label(words: string, { x, y, size = 12, weight = 400, fill = text, anchor = 'start' }: LabelStyle): Mark {
  const place = { x: round(x), y: round(y), 'font-size': size, 'font-weight': weight, fill, 'text-anchor': anchor }
  return { tag: 'text', attributes: place, text: words }
}

function bar({ x, y, length }: { x: number; y: number; length: number }, fill: string): Mark {
  const place = { x: round(x), y: round(y), width: round(length), height: rowHeight - 6 }
  return { tag: 'rect', attributes: { ...place, fill } }
}

function line(x1: number, x2: number, y: number): Mark {
  const ends = { x1: round(x1), x2: round(x2), y1: y, y2: y }
  return { tag: 'line', attributes: { ...ends, stroke: colours.whisker, 'stroke-width': 1.5 } }
}
