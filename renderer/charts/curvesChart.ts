import type { EChartsOption } from 'echarts'
import { colours, type ThemeName } from '../styles/tokens.ts'
import type { CurvesData } from './curvesData.ts'
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
    grid: { left: 46, right: 20, top: 12, bottom: 24 },
    xAxis: {
      type: 'value',
      ...xExtent(data),
      axisLabel: { ...font, formatter: data.xAxis === 'epoch' ? String : formatClock, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.borderStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      ...(data.quantity === 'loss'
        ? { type: 'log' as const, logBase: 2 }
        : { type: 'value' as const, min: floorToTwentieth, max: ceilToTwentieth }),
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
const floorToTwentieth = (extent: { min: number }) => Math.floor(extent.min * 20) / 20
const ceilToTwentieth = (extent: { max: number }) => Math.min(1, Math.ceil(extent.max * 20) / 20)

function formatTick(value: number, quantity: CurvesData['quantity']): string {
  if (quantity === 'macro-f1') return value.toFixed(2)
  return value >= 0.1 ? value.toFixed(3).replace(/0+$/, '').replace(/\.$/, '') : value.toPrecision(2)
}
