import type { EChartsOption } from 'echarts'
import { colours, type ThemeName } from '../styles/tokens.ts'
import { aggregateSeeds } from './aggregateSeeds.ts'
import { isCrowded, type CurvesData, type VariantCurves } from './curvesData.ts'
import { variantSeries } from './curveSeries.ts'
import { formatClock, tooltipText } from './curvesTooltip.ts'

/**
 * Loss (log axis) or macro F1 of several variants over epochs or time: single seeds thin, live ones dotted with an open
 * end, the smoothed mean over them, a band of one standard deviation, and a marker at the best epoch of the unsmoothed mean.
 */
export function curvesChart(data: CurvesData, theme: ThemeName): EChartsOption {
  const palette = colours[theme]
  const font = { fontFamily: 'Inter Variable, Inter, sans-serif', fontSize: 11, color: palette.text3 }
  const splitLine = { lineStyle: { color: palette.border, width: 1 } }
  return {
    animation: false,
    textStyle: font,
    grid: { left: 46, right: 20, top: 18, bottom: 24 },
    xAxis: {
      type: 'value',
      ...xExtent(data),
      axisLabel: { ...font, formatter: data.xAxis === 'epoch' ? String : formatClock, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.borderStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      ...(data.quantity === 'loss' ? { type: 'log' as const, logBase: 2 } : scoreAxis(data)),
      axisLabel: { ...font, formatter: (value: number) => formatTick(value, data.quantity) },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine,
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      backgroundColor: palette.surface,
      borderColor: palette.border,
      borderWidth: 1,
      padding: 8,
      textStyle: { fontFamily: 'JetBrains Mono, monospace', fontSize: 11, color: palette.text },
      extraCssText: 'box-shadow: none; white-space: pre;',
      formatter: (params) => tooltipText(data, params),
    },
    series: data.variants.flatMap((variant) => variantSeries(variant, data, theme)),
  }
}

/** Epochs from 1 to the longest run; time from 0. */
function xExtent(data: CurvesData): { min: number; max?: number; minInterval?: number; splitNumber?: number } {
  if (data.xAxis === 'time') return { min: 0 }
  const longest = Math.max(2, ...data.variants.flatMap((variant) => variant.runs.map((run) => run.values.length)))
  return { min: 1, max: longest, minInterval: 1, splitNumber: Math.min(longest, 12) }
}

/** The score axis ends at round values just outside the data. */
function scoreAxis(data: CurvesData) {
  const values = data.variants.flatMap((variant) => drawnValues(variant, data)).filter(Number.isFinite)
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1]
  const interval = high - low <= 0.12 ? 0.02 : high - low <= 0.4 ? 0.05 : 0.1
  const min = Math.max(0, Math.floor(low / interval) * interval)
  const max = Math.min(1, Math.ceil(high / interval) * interval)
  return { type: 'value' as const, min, max: max > min ? max : min + interval, interval }
}

/** What of a variant the axis has to hold: its seeds where they are drawn, else its mean. */
function drawnValues(variant: VariantCurves, data: CurvesData): number[] {
  const isPlain = variant.id !== data.focusId && (variant.colour === 'other' || isCrowded(data))
  const shown = variant.runs.filter((run) => !isPlain || run.isLive).flatMap((run) => run.values)
  return [...shown, ...aggregateSeeds(variant.runs).map((point) => point.mean)]
}

function formatTick(value: number, quantity: CurvesData['quantity']): string {
  if (quantity === 'macro-f1') return value.toFixed(2)
  if (value >= 10_000) return value.toExponential(0).replace('e+', 'e')
  return value >= 0.1 ? value.toFixed(3).replace(/0+$/, '').replace(/\.$/, '') : value.toPrecision(2)
}
