import type { EChartsOption } from 'echarts'
import { colours, type ThemeName } from '../styles/tokens.ts'
import { aggregateSeeds, type EpochMean } from './aggregateSeeds.ts'
import { xOf, type CurvesData, type VariantCurves } from './curvesData.ts'
import { escapeHtml, formatClock } from './curvesTooltip.ts'
import { variantStyle } from './variantStyle.ts'

/** True where the learning rate of any run changes from one epoch to another. */
export function changesRate(variants: readonly VariantCurves[]): boolean {
  return variants.some(({ runs }) => runs.some(({ values }) => values.some((value) => value !== values[0])))
}

/**
 * The learning rate at the end of each epoch, on a log axis of base 10, over the same horizontal axis as the curves above
 * it: the mean over seeds, which differ only where the rate follows the loss. A rate of 0 has no place on it.
 */
export function learningRateChart(
  data: Pick<CurvesData, 'variants' | 'xAxis' | 'focusId'>,
  theme: ThemeName,
  longest: number,
): EChartsOption {
  const palette = colours[theme]
  const font = { fontFamily: 'Inter Variable, Inter, sans-serif', fontSize: 11, color: palette.text3 }
  const [low, high] = decades(data.variants)
  return {
    animation: false,
    textStyle: font,
    grid: { left: 46, right: 20, top: 8, bottom: 12 },
    xAxis: {
      type: 'value',
      ...(data.xAxis === 'epoch' ? { min: 1, max: Math.max(2, longest) } : { min: 0 }),
      axisLabel: { show: false },
      axisLine: { lineStyle: { color: palette.borderStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'log',
      min: low,
      max: high,
      axisLabel: { ...font, formatter: formatRate },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: palette.border, width: 1 } },
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
      formatter: (params) => rateTooltip(data, params),
    },
    series: data.variants.map((variant) => rateLine(variant, data, theme)),
  }
}

function rateLine(
  variant: VariantCurves,
  { xAxis, focusId }: Pick<CurvesData, 'xAxis' | 'focusId'>,
  theme: ThemeName,
): NonNullable<Extract<EChartsOption['series'], readonly unknown[]>>[number] {
  const { colour, dash } = variantStyle(variant.colour, theme)
  const isBehind = focusId !== null && focusId !== variant.id
  return {
    id: `rate-${variant.id}`,
    type: 'line',
    animation: false,
    showSymbol: false,
    data: ratesOf(variant).map((point) => [xOf(point, xAxis), point.mean]),
    lineStyle: { color: colour, width: 1.6, type: dash.length > 0 ? dash : 'solid', opacity: isBehind ? 0.18 : 1 },
    itemStyle: { color: colour },
  }
}

const ratesOf = (variant: VariantCurves): EpochMean[] => aggregateSeeds(variant.runs).filter(({ mean }) => mean > 0)

/** Whole powers of ten around all rates. */
function decades(variants: readonly VariantCurves[]): [low: number, high: number] {
  const rates = variants.flatMap((variant) => ratesOf(variant).map(({ mean }) => mean))
  if (rates.length === 0) return [1e-4, 1e-2]
  const low = Math.floor(Math.log10(Math.min(...rates)) + 1e-9)
  const high = Math.ceil(Math.log10(Math.max(...rates)) - 1e-9)
  return [10 ** low, 10 ** Math.max(high, low + 1)]
}

/** "1e−3": powers of ten, and what lies between in two digits. */
function formatRate(rate: number): string {
  return Number(rate.toPrecision(2)).toExponential().replace('e-', 'e−').replace('e+', 'e')
}

function rateTooltip({ variants, xAxis }: Pick<CurvesData, 'variants' | 'xAxis'>, params: unknown): string {
  const first: unknown = Array.isArray(params) ? params[0] : params
  const x = typeof first === 'object' && first !== null && 'axisValue' in first ? Number(first.axisValue) : Number.NaN
  const rows = variants.flatMap((variant) => {
    const nearest = ratesOf(variant).find((point) => Math.abs(xOf(point, xAxis) - x) < 1e-6)
    return nearest ? [`${escapeHtml(variant.name)}  ${formatRate(nearest.mean)}`] : []
  })
  return [xAxis === 'epoch' ? `epoch ${Math.round(x)}` : formatClock(x), ...rows.slice(0, 6)].join('\n')
}
