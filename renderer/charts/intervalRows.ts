import { roundTicks } from '../../electron/shared/figures/roundTicks.ts'
import { round, type Figure, type Mark } from '../../electron/shared/figures/mark.ts'
import { paper, textAt } from './figureColours.ts'

/** One line of a figure of intervals. */
export interface IntervalRow {
  name: string
  /** Printed behind the name, in grey. */
  detail?: string
  /** Null: the row has a name only. */
  mean: number | null
  interval: readonly [number, number] | null
  /** Small marks below the interval. */
  points?: readonly number[]
  /** A triangle above it. */
  published?: number | null
  /** At the right, as it stands. */
  text: string
  isFilled: boolean
}

export interface IntervalRowsOptions {
  width: number
  title: string
  axisTitle: string
  /** A line through all rows: 0, or the baseline's mean. */
  reference: number | null
  /** Pixels for the names at the left and the numbers at the right. */
  left: number
  right: number
  writeTick: (value: number) => string
}

const rowHeight = 26
const top = 6
const axisHeight = 40

/** Means with their intervals on one axis, one row each: a forest plot. */
export function intervalRowsFigure(rows: readonly IntervalRow[], options: IntervalRowsOptions): Figure {
  const { width, left, right } = options
  const bottom = top + rows.length * rowHeight
  const ticks = ticksOf(rows, options.reference)
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  const x = (value: number) =>
    round(left + ((width - left - right) * (Math.max(low, Math.min(high, value)) - low)) / (high - low || 1))
  return {
    width,
    height: bottom + axisHeight,
    title: options.title,
    marks: [
      ...axisMarks(ticks, { x, bottom, options }),
      ...rows.flatMap((row, index) => rowMarks(row, { x, y: top + (index + 0.5) * rowHeight, options })),
    ],
  }
}

/** Round ticks beyond both ends of all that is drawn. */
function ticksOf(rows: readonly IntervalRow[], reference: number | null): number[] {
  const values = rows.flatMap(({ mean, interval, points, published }) => [
    ...(mean === null ? [] : [mean]),
    ...(interval ?? []),
    ...(points ?? []),
    ...(published === null || published === undefined ? [] : [published]),
  ])
  const all = reference === null ? values : [...values, reference]
  if (all.length === 0) return [0, 1]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const inner = roundTicks(low, high === low ? low + 0.01 : high, 5)
  const step = inner.length > 1 ? inner[1]! - inner[0]! : 0.01
  const from = Math.floor(low / step + 1e-9)
  const to = Math.max(from + 1, Math.ceil(high / step - 1e-9))
  return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(12)))
}

interface Place {
  x: (value: number) => number
  options: IntervalRowsOptions
}

function axisMarks(ticks: readonly number[], { x, bottom, options }: Place & { bottom: number }): Mark[] {
  const { left, right, width, reference, writeTick, axisTitle } = options
  const lines = ticks.map((tick) => upright(x(tick), bottom, paper.border))
  const labels = ticks.map((tick): Mark => ({
    tag: 'text',
    attributes: textAt(x(tick), bottom + 15, { anchor: 'middle', fill: paper.text3 }),
    text: writeTick(tick),
  }))
  const name: Mark = {
    tag: 'text',
    attributes: textAt((left + width - right) / 2, bottom + 33, { anchor: 'middle', fill: paper.text2 }),
    text: axisTitle,
  }
  const base: Mark = {
    tag: 'line',
    attributes: { x1: left, x2: width - right, y1: bottom, y2: bottom, stroke: paper.borderStrong },
  }
  const through: Mark[] = reference === null ? [] : [upright(x(reference), bottom, paper.text3, '4 3')]
  return [...lines, base, ...through, ...labels, name]
}

function upright(x: number, bottom: number, stroke: string, dash?: string): Mark {
  return {
    tag: 'line',
    attributes: { x1: x, x2: x, y1: top, y2: bottom, stroke, ...(dash ? { 'stroke-dasharray': dash } : {}) },
  }
}

function rowMarks(row: IntervalRow, { x, y, options }: Place & { y: number }): Mark[] {
  const middle = y - 2
  const marks: Mark[] = [{ tag: 'text', attributes: textAt(0, y + 2, { bold: true }), text: row.name }]
  if (row.detail)
    marks.push({
      tag: 'text',
      attributes: textAt(options.left - 12, y + 2, { anchor: 'end', fill: paper.text3 }),
      text: row.detail,
    })
  if (row.text) marks.push({ tag: 'text', attributes: textAt(options.width, y + 2, { anchor: 'end' }), text: row.text })
  if (row.mean === null) return marks
  if (row.interval)
    marks.push({
      tag: 'line',
      attributes: {
        x1: x(row.interval[0]),
        x2: x(row.interval[1]),
        y1: middle,
        y2: middle,
        stroke: paper.text2,
        'stroke-width': 1.8,
      },
    })
  for (const point of row.points ?? [])
    marks.push({ tag: 'circle', attributes: { cx: x(point), cy: y + 8, r: 1.6, fill: paper.text3 } })
  if (row.published !== null && row.published !== undefined)
    marks.push({
      tag: 'path',
      attributes: { d: `M${round(x(row.published) - 4)} ${middle - 11}h8l-4 6z`, fill: 'none', stroke: paper.text2 },
    })
  marks.push({
    tag: 'circle',
    attributes: {
      cx: x(row.mean),
      cy: middle,
      r: 4,
      fill: row.isFilled ? paper.primary : paper.surface,
      stroke: paper.primary,
      'stroke-width': 1.5,
    },
  })
  return marks
}
