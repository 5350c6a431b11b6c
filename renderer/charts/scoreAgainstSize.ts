import type { EChartsCoreOption } from 'echarts/core'
import type { TableRow } from '../../electron/shared/studyTable.ts'
import { baseAxis, baseOption, valueAxis, type ChartTheme } from './chartTheme.ts'

interface Point {
  row: TableRow
  size: number
  score: number
  /** No smaller variant scores higher. */
  isOnFront: boolean
}

/** Headline macro F1 against parameters (log), one point a variant; filled where no smaller variant scores higher. */
export function scoreAgainstSize(rows: readonly TableRow[], theme: ChartTheme): EChartsCoreOption {
  const points = markFront(rows)
  const scores = points.map((point) => point.score)
  const margin = Math.max(0.01, (Math.max(...scores) - Math.min(...scores)) * 0.15)
  return {
    ...baseOption(theme),
    grid: { left: 46, right: 48, top: 14, bottom: 40 },
    tooltip: { ...baseOption(theme).tooltip, trigger: 'item' },
    xAxis: {
      ...baseAxis(theme),
      type: 'log',
      name: 'total parameters (log)',
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: theme.text3, fontSize: 11 },
      axisLabel: { color: theme.text3, fontSize: 11, formatter: sizeText, showMinLabel: false, showMaxLabel: false },
      ...sizeRange(points.map(({ size }) => size)),
    },
    yAxis: {
      ...valueAxis(theme),
      min: Math.floor((Math.min(...scores) - margin) * 100) / 100,
      max: Math.min(1, Math.ceil((Math.max(...scores) + margin) * 100) / 100),
      splitNumber: 4,
      axisLabel: {
        color: theme.text3,
        fontSize: 11,
        formatter: (value: number) => value.toFixed(2),
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    series: [intervals(points, theme), scatter(points, theme)],
  }
}

/** Some room on both sides, and at least one power of ten within it: only these are labelled. */
export function sizeRange(sizes: readonly number[]): { min: number; max: number } {
  const [min, max] = [Math.min(...sizes) / 1.6, Math.max(...sizes) * 1.6]
  const [below, above] = [10 ** Math.floor(Math.log10(min)), 10 ** Math.ceil(Math.log10(max))]
  if (10 ** Math.ceil(Math.log10(min)) <= max) return { min, max }
  return min / below < above / max ? { min: below / 1.1, max } : { min, max: above * 1.1 }
}

/** Variants with a score, smallest first, with the front marked. */
export function markFront(rows: readonly TableRow[]): Point[] {
  const scored = rows.flatMap((row) => (row.headline ? [{ row, size: row.parameters, score: row.headline.mean }] : []))
  scored.sort((a, b) => a.size - b.size)
  return scored.map((point) => ({
    ...point,
    isOnFront: !scored.some((other) => other.size < point.size && other.score > point.score),
  }))
}

/** Names stand right of their points, left of those in the right half, where there is room. */
function scatter(points: readonly Point[], theme: ChartTheme) {
  const middle = Math.sqrt(Math.min(...points.map(({ size }) => size)) * Math.max(...points.map(({ size }) => size)))
  return {
    type: 'scatter',
    symbolSize: 8,
    data: points.map(({ row, size, score, isOnFront }) => ({
      name: row.name,
      value: [size, score],
      symbol: row.isBaseline ? 'diamond' : 'circle',
      itemStyle: {
        color: isOnFront ? theme.primary : theme.surface,
        borderColor: row.isBaseline ? theme.text2 : theme.primary,
        borderWidth: 1.5,
      },
      label: {
        show: true,
        formatter: row.name.replace(/^Model (\d+)$/, 'M$1'),
        position: size > middle ? 'left' : 'right',
        width: 150,
        overflow: 'truncate',
        color: theme.text3,
        fontSize: 11,
        // Measured by a sign that not every font has, where it is not given: then names overlap.
        lineHeight: 13,
      },
    })),
    labelLayout: { hideOverlap: true },
    tooltip: {
      formatter: (point: { name: string; value: [number, number] }) =>
        `${escapeHtml(point.name)}<br>macro F1 ${point.value[1].toFixed(3)}<br>${point.value[0].toLocaleString('en')} parameters`,
    },
  }
}

/** 95 % intervals over seeds as upright lines; none below two seeds. */
function intervals(points: readonly Point[], theme: ChartTheme) {
  const lines = points.flatMap(({ row, size }) =>
    row.headline?.interval ? [{ size, interval: row.headline.interval }] : [],
  )
  return {
    type: 'line',
    symbol: 'none',
    silent: true,
    lineStyle: { color: theme.text2, width: 1 },
    data: lines.flatMap(({ size, interval }) => [
      [size, interval[0]],
      [size, interval[1]],
      [size, null],
    ]),
  }
}

function sizeText(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`
  return value >= 1000 ? `${value / 1000} k` : String(value)
}

/** ECharts sets tooltips as HTML: names come from users. */
function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
