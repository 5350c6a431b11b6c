import type { EChartsCoreOption } from 'echarts/core'
import { baseAxis, baseOption, valueAxis, type ChartTheme } from './chartTheme.ts'
import { escapeHtml } from './curvesTooltip.ts'

type Point = readonly [x: number, y: number]

/** A line whose two quantities are shares, as in ROC and precision-recall curves. */
export interface UnitLine {
  id: string
  /** For the tooltip. */
  name: string
  colour: string
  /** Empty for a solid line. */
  dash: readonly number[]
  /** By x, upwards. */
  points: readonly Point[]
  /** A point that is marked: where the decisions behind the matrix stand. */
  mark: { at: Point; symbol: string } | null
  /** Steps back behind the others. */
  isFaded: boolean
}

/** Which part of the square is drawn. */
export interface UnitWindow {
  x: readonly [number, number]
  y: readonly [number, number]
}

export const wholeSquare: UnitWindow = { x: [0, 1], y: [0, 1] }

export interface UnitSquare {
  lines: readonly UnitLine[]
  xName: string
  yName: string
  window: UnitWindow
  /** A thin line to compare with, and what it means: `diagonal` is a guess. */
  reference: 'diagonal' | 'none'
}

/** Lines in the unit square, or in a part of it, with a tooltip that tells what each line has at the pointer. */
export function unitSquare(
  { lines, xName, yName, window, reference }: UnitSquare,
  theme: ChartTheme,
): EChartsCoreOption {
  const base = baseOption(theme)
  const name = { nameLocation: 'middle', nameTextStyle: { color: theme.text3, fontSize: 11 } }
  const [left, right] = window.x
  const [bottom, top] = window.y
  return {
    ...base,
    grid: { left: 48, right: 14, top: 8, bottom: 38 },
    tooltip: { ...base.tooltip, formatter: (params: unknown) => tooltipText(lines, xName, params) },
    xAxis: {
      ...baseAxis(theme),
      ...name,
      name: xName,
      nameGap: 22,
      min: left,
      max: right,
      interval: (right - left) / 5,
      axisLabel: { color: theme.text3, fontSize: 11, formatter: tickText },
      axisPointer: { label: { show: false } },
    },
    yAxis: {
      ...valueAxis(theme),
      ...name,
      name: yName,
      nameGap: 32,
      min: bottom,
      max: top,
      interval: (top - bottom) / 5,
      axisLabel: { color: theme.text3, fontSize: 11, formatter: tickText },
    },
    series: [
      ...(reference === 'diagonal' ? [diagonal(theme)] : []),
      ...lines.flatMap((line) => [lineSeries(line), ...(line.mark ? [markSeries(line, line.mark, theme)] : [])]),
    ],
  }
}

function lineSeries({ id, name, colour, dash, points, isFaded }: UnitLine) {
  return {
    id: `line-${id}`,
    name,
    type: 'line',
    showSymbol: false,
    data: points,
    lineStyle: {
      color: colour,
      width: 1.8,
      type: dash.length > 0 ? [...dash] : 'solid',
      opacity: isFaded ? 0.18 : 1,
    },
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    z: isFaded ? 2 : 3,
  }
}

function markSeries(
  { id, colour, isFaded }: UnitLine,
  { at, symbol }: NonNullable<UnitLine['mark']>,
  theme: ChartTheme,
) {
  return {
    id: `mark-${id}`,
    type: 'scatter',
    silent: true,
    tooltip: { show: false },
    data: [at],
    symbol,
    symbolSize: 9,
    itemStyle: { color: colour, borderColor: theme.surface, borderWidth: 1, opacity: isFaded ? 0.18 : 1 },
    z: isFaded ? 4 : 5,
  }
}

function diagonal(theme: ChartTheme) {
  return {
    id: 'diagonal',
    type: 'line',
    silent: true,
    showSymbol: false,
    tooltip: { show: false },
    data: [
      [0, 0],
      [1, 1],
    ],
    lineStyle: { color: theme.axis, width: 1, type: [4, 4] },
    z: 1,
  }
}

/** What a line has at x, on the straight way between its points: of several at one x the last; null outside of the line. */
export function valueAt(points: readonly Point[], x: number): number | null {
  const after = points.findIndex(([px]) => px > x)
  const before = points[after < 0 ? points.length - 1 : after - 1]
  if (!before) return null
  const next = after < 0 ? undefined : points[after]
  if (!next) return before[0] === x ? before[1] : null
  return before[1] + ((next[1] - before[1]) * (x - before[0])) / (next[0] - before[0])
}

function tooltipText(lines: readonly UnitLine[], xName: string, params: unknown): string {
  const first: unknown = Array.isArray(params) ? params[0] : params
  const x = typeof first === 'object' && first !== null && 'axisValue' in first ? Number(first.axisValue) : Number.NaN
  const rows = lines.flatMap(({ name, points, isFaded }) => {
    const value = isFaded ? null : valueAt(points, x)
    return value === null ? [] : [`${escapeHtml(name)}  ${value.toFixed(3)}`]
  })
  return [`${xName} ${x.toFixed(3)}`, ...rows.slice(0, 6)].join('<br>')
}

/** `0.2`, and in a part of the square as many places as tell the ticks apart. */
function tickText(value: number): string {
  return String(Number(value.toFixed(4)))
}
