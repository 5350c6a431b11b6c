import { amplitudeLabels, amplitudeRange } from '../amplitude.ts'
import { beatClasses, beatClassNames } from '../beatClass.ts'
import type { Explanation } from '../explanation.ts'
import { mapColour, type HeatMapColours } from './heatMapColours.ts'
import { blankSpans, cellSpan, type Span } from './mapCells.ts'
import { figureToSvg, linePath, round, type Figure, type Mark } from './mark.ts'
import { roundTicks, tickText } from './roundTicks.ts'

export interface HeatMapOptions {
  width: number
  height: number
  colours: HeatMapColours
  /** Left out in small pictures: axes, colour bar, value strip and words. */
  bare?: boolean
  /** Printed under an exported figure. */
  caption?: readonly string[]
  heading?: string
}

interface Frame {
  left: number
  right: number
  top: number
  bottom: number
  /** Pixel of the left edge of sample `s`. */
  x: (s: number) => number
  y: (value: number) => number
}

/**
 * One beat with its map as bands from white to red at the layer's own resolution, grey where no cell stands, the signal
 * over it, the padding hatched, a strip of the same values below and a colour bar: the published figure with its axes.
 * Time in ms above, samples below, at the rate of the data.
 */
export function heatMapFigure(explanation: Explanation, options: HeatMapOptions): Figure {
  const frame = frameOf(explanation, options)
  const marks = [...bands(explanation, frame, options.colours), ...blanks(explanation, frame, options.colours)]
  marks.push(...padding(explanation, frame, options.colours))
  if (!options.bare) marks.push(...axes(explanation, frame, options.colours))
  marks.push(...signal(explanation, frame, options))
  if (!options.bare) {
    marks.push(
      ...strip(explanation, frame, options.colours),
      ...colourBar(frame, options.colours),
      ...words(frame, options),
    )
  }
  return { width: options.width, height: options.height, title: describe(explanation), marks }
}

/** The figure as a stand-alone SVG document, for files. */
export function heatMapSvg(explanation: Explanation, options: HeatMapOptions): string {
  return figureToSvg(heatMapFigure(explanation, options), options.colours.background)
}

/** One sentence that says what the map shows, for screen readers and file titles. */
export function describe(explanation: Explanation): string {
  const target = beatClasses[explanation.targetClass] ?? '?'
  const label = beatClasses[explanation.label] ?? '?'
  const predicted = beatClasses[explanation.predicted] ?? '?'
  const name = beatClassNames[label as keyof typeof beatClassNames]
  return `Grad-CAM of class ${target} at ${explanation.layer}: ${name} beat (${label}), predicted ${predicted}, row ${explanation.row} of ${explanation.part}`
}

const stripHeight = 40
const stripGap = 12

function frameOf(explanation: Explanation, { width, height, bare, caption, heading }: HeatMapOptions): Frame {
  const length = explanation.samples.length
  const below = bare ? 0 : stripGap + stripHeight + 34 + 15 * (caption?.length ?? 0)
  const [low, high] = amplitudeRange(explanation.amplitude, explanation.samples)
  const left = bare ? 0 : explanation.amplitude === 'unit' ? 40 : 56
  const right = width - (bare ? 0 : 56)
  const top = bare ? 0 : heading ? 50 : 28
  const bottom = height - below
  return {
    left,
    right,
    top,
    bottom,
    x: (s) => left + ((right - left) * s) / length,
    y: (value) => bottom - 6 - (bottom - top - 12) * ((value - low) / (high - low)),
  }
}

function bands(explanation: Explanation, frame: Frame, colours: HeatMapColours): Mark[] {
  return explanation.map.map((value, index) => ({
    tag: 'rect',
    attributes: {
      ...bandOver(cellSpan(explanation, index), frame),
      fill: mapColour(value, colours),
      'data-value': round(value * 100) / 100,
    },
  }))
}

/** Grey, not white: white is the value 0. */
function blanks(explanation: Explanation, frame: Frame, colours: HeatMapColours): Mark[] {
  return blankSpans(explanation).map((span) => ({
    tag: 'rect',
    attributes: { ...bandOver(span, frame), fill: colours.grid, 'data-blank': span.join('-') },
  }))
}

function bandOver([from, to]: Span, frame: Frame) {
  const x = round(frame.x(from))
  return { x, y: frame.top, width: round(round(frame.x(to)) - x + 0.2), height: frame.bottom - frame.top }
}

function padding(explanation: Explanation, frame: Frame, colours: HeatMapColours): Mark[] {
  if (explanation.padding === 0) return []
  const from = frame.x(explanation.samples.length - explanation.padding)
  const marks: Mark[] = [
    {
      tag: 'line',
      attributes: {
        x1: round(from),
        x2: round(from),
        y1: frame.top,
        y2: frame.bottom,
        stroke: colours.caption,
        'stroke-width': 1,
        'stroke-dasharray': '3 3',
      },
    },
  ]
  const rise = frame.bottom - frame.top
  for (let x = from - rise; x < frame.right; x += 9) {
    const start = Math.max(x, from)
    const end = Math.min(x + rise, frame.right)
    if (end <= start) continue
    const line = {
      x1: round(start),
      y1: round(frame.bottom - (start - x)),
      x2: round(end),
      y2: round(frame.bottom - (end - x)),
    }
    marks.push({
      tag: 'line',
      attributes: { ...line, stroke: colours.hatch, 'stroke-width': 0.6, 'stroke-opacity': 0.7 },
    })
  }
  return marks
}

function signal(explanation: Explanation, frame: Frame, { colours, bare }: HeatMapOptions): Mark[] {
  const length = explanation.samples.length - explanation.padding
  const points = explanation.samples.slice(0, length).map((value, s) => [frame.x(s + 0.5), frame.y(value)] as const)
  return [
    {
      tag: 'path',
      attributes: {
        d: linePath(points),
        fill: 'none',
        stroke: colours.line,
        'stroke-width': bare ? 1.2 : 1.8,
        'stroke-linejoin': 'round',
      },
    },
  ]
}

type Anchor = 'start' | 'middle' | 'end'

function label(at: readonly [number, number], text: string, fill: string, anchor: Anchor = 'middle'): Mark {
  const attributes = { x: round(at[0]), y: round(at[1]), fill, 'text-anchor': anchor, 'font-size': 11 }
  return { tag: 'text', attributes, text }
}

/** Of 0..1 the ends and the middle; else round values, with the unit at the highest. */
function valueTicks({ amplitude, samples }: Explanation): { value: number; text: string }[] {
  if (amplitude === 'unit') return [0, 0.5, 1].map((value) => ({ value, text: tickText(value) }))
  const values = roundTicks(...amplitudeRange(amplitude, samples), 5)
  return values.map((value, index) => ({
    value,
    text: tickText(value) + (index === values.length - 1 ? ` ${amplitudeLabels[amplitude]}` : ''),
  }))
}

/** Every 250 ms and every 25 samples of a beat of 187 at 120 Hz. */
const mostTimes = 7
const mostSamples = 8

function axes(explanation: Explanation, frame: Frame, colours: HeatMapColours): Mark[] {
  const marks: Mark[] = []
  const endMs = (explanation.samples.length / explanation.sampleRateHz) * 1000
  for (const ms of roundTicks(0, endMs, mostTimes)) {
    const x = frame.x((ms / 1000) * explanation.sampleRateHz)
    marks.push({
      tag: 'line',
      attributes: { x1: round(x), x2: round(x), y1: frame.top - 4, y2: frame.top, stroke: colours.axis },
    })
    marks.push(label([x, frame.top - 8], ms === 0 ? '0 ms' : String(ms), colours.caption))
  }
  for (const { value, text } of valueTicks(explanation))
    marks.push(label([frame.left - 8, frame.y(value) + 4], text, colours.caption, 'end'))
  const outline = {
    x: frame.left,
    y: frame.top,
    width: frame.right - frame.left,
    height: frame.bottom - frame.top,
    fill: 'none',
    stroke: colours.grid,
  }
  return [...marks, { tag: 'rect', attributes: outline }]
}

/** The map's values as steps: the same numbers as the colours. */
function strip(explanation: Explanation, frame: Frame, colours: HeatMapColours): Mark[] {
  const top = frame.bottom + stripGap
  const base = top + stripHeight
  const points = explanation.map.flatMap((value, index) => {
    const y = base - value * stripHeight
    return cellSpan(explanation, index).map((s) => [frame.x(s), y] as const)
  })
  const left = points[0]?.[0] ?? frame.left
  const right = points.at(-1)?.[0] ?? frame.right
  const area = linePath([[left, base], ...points, [right, base]])
  const marks: Mark[] = [
    {
      tag: 'path',
      attributes: { d: area, fill: colours.grid, 'fill-opacity': 0.6, stroke: colours.caption, 'stroke-width': 1 },
    },
    { tag: 'line', attributes: { x1: frame.left, x2: frame.right, y1: base, y2: base, stroke: colours.axis } },
    label([frame.left - 8, top + 8], '1', colours.caption, 'end'),
    label([frame.left - 8, base + 2], '0', colours.caption, 'end'),
  ]
  for (const s of roundTicks(0, explanation.samples.length - 1, mostSamples).filter(Number.isInteger))
    marks.push(label([frame.x(s), base + 15], String(s), colours.caption))
  marks.push(label([frame.right + 8, base + 15], 'samples', colours.caption, 'start'))
  return marks
}

function colourBar(frame: Frame, colours: HeatMapColours): Mark[] {
  const steps = 40
  const height = (frame.bottom - frame.top) / steps
  const x = frame.right + 18
  const marks: Mark[] = Array.from({ length: steps }, (_, index) => ({
    tag: 'rect',
    attributes: {
      x,
      y: round(frame.top + index * height),
      width: 12,
      height: round(height + 0.3),
      fill: mapColour(1 - (index + 0.5) / steps, colours),
    },
  }))
  marks.push({
    tag: 'rect',
    attributes: { x, y: frame.top, width: 12, height: frame.bottom - frame.top, fill: 'none', stroke: colours.axis },
  })
  return [
    ...marks,
    label([x + 18, frame.top + 9], '1', colours.caption, 'start'),
    label([x + 18, frame.bottom], '0', colours.caption, 'start'),
  ]
}

function words(frame: Frame, { heading, caption, colours }: HeatMapOptions): Mark[] {
  const first = frame.bottom + stripGap + stripHeight + 36
  return [
    ...(heading ? [emphasised(label([frame.left, 20], heading, colours.text, 'start'))] : []),
    ...(caption ?? []).map((line, index) => label([frame.left, first + 15 * index], line, colours.caption, 'start')),
  ]
}

function emphasised(mark: Mark): Mark {
  return { ...mark, attributes: { ...mark.attributes, 'font-size': 14, 'font-weight': 600 } }
}
