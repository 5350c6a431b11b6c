import type { EChartsOption, SeriesOption } from 'echarts'
import { baselineDash, colours, variantColours, variantDashes, type ThemeName } from '../styles/tokens.ts'
import { aggregateSeeds, bestOfMean, drawnMean, type EpochMean, type SeedCurve } from './aggregateSeeds.ts'
import { smoothCentred, smoothCentredLog } from './smoothCentred.ts'

/** One run's curve. */
export interface RunCurve extends SeedCurve {
  runId: number
  seed: number
  isLive: boolean
}

/** How a variant is drawn: one of the six colours (0 to 5), as the baseline, or thin and grey behind the others. */
export type CurveColour = number | 'baseline' | 'other'

/** The runs of one variant. */
export interface VariantCurves {
  id: number
  name: string
  colour: CurveColour
  runs: readonly RunCurve[]
  /** Training loss of the same runs; empty where it is not drawn. */
  training: readonly SeedCurve[]
}

export interface CurvesData {
  quantity: 'loss' | 'macro-f1'
  xAxis: 'epoch' | 'time'
  /** 0 to 1, see {@link smoothCentred}. */
  smoothing: number
  variants: readonly VariantCurves[]
  /** The variant that stands out while the others step back; null for none. */
  focusId: number | null
}

type Point = [x: number, y: number]

/** Markers that go with the six colours, as ECharts names them. */
export const curveSymbols = [
  'diamond',
  'triangle',
  'rect',
  'path://M5 10L0 1H10z',
  'roundRect',
  'path://M0 5L3 0H7L10 5L7 10H3z',
] as const

/** How a variant is drawn everywhere: its colour, dash and marker. */
export function variantStyle(
  colour: CurveColour,
  theme: ThemeName,
): { colour: string; dash: number[]; symbol: string } {
  if (colour === 'baseline') return { colour: colours[theme].text2, dash: [...baselineDash], symbol: 'circle' }
  if (colour === 'other') return { colour: colours[theme].text3, dash: [], symbol: 'circle' }
  const slot = colour % variantDashes.length
  return {
    colour: variantColours[theme][slot] ?? colours[theme].text3,
    dash: [...(variantDashes[slot] ?? [])],
    symbol: curveSymbols[slot] ?? 'circle',
  }
}

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

function variantSeries(variant: VariantCurves, data: CurvesData, theme: ThemeName): SeriesOption[] {
  const { colour, dash, symbol } = variantStyle(variant.colour, theme)
  const fade = data.focusId === null || data.focusId === variant.id ? 1 : 0.18
  const means = aggregateSeeds(variant.runs)
  const mean = drawnMean(means)
  const drawing = { data, colour, theme, fade }
  if (variant.colour === 'other' && data.focusId !== variant.id)
    return [thinMean(variant.id, mean, drawing), ...liveLines(variant, drawing), liveMarkers(variant, drawing)]
  const isPlain = isCrowded(data) && data.focusId !== variant.id
  const series: SeriesOption[] = []
  if (!isPlain && mean.some((point) => point.sd !== null)) series.push(bandSeries(variant.id, mean, drawing))
  for (const run of variant.runs) if (run.isLive || !isPlain) series.push(seedLine(run, drawing))
  if (variant.training.length > 0 && !isPlain) {
    series.push({
      ...quiet,
      id: `training-${variant.id}`,
      type: 'line',
      data: drawnMean(aggregateSeeds(variant.training)).map((point) => meanPoint(point, data.xAxis)),
      lineStyle: { color: colour, width: 1.2, type: [1, 3], opacity: 0.8 * fade },
      z: 2,
    })
  }
  const smooth = (data.quantity === 'loss' ? smoothCentredLog : smoothCentred)(
    mean.map((point) => point.mean),
    data.smoothing,
  )
  series.push({
    ...quiet,
    id: `mean-${variant.id}`,
    name: variant.name,
    type: 'line',
    tooltip: { show: true },
    data: mean.map((point, i): Point => [xOf(point, data.xAxis), smooth[i] ?? point.mean]),
    lineStyle: { color: colour, width: 2.2, type: dash.length > 0 ? dash : 'solid', opacity: fade },
    itemStyle: { color: colour },
    z: 4,
  })
  series.push(bestMarker(variant.id, means, { ...drawing, symbol, showsValue: !isPlain && fade === 1 }))
  series.push(liveMarkers(variant, drawing))
  return series
}

/** With more than four coloured variants, seeds, bands and values are drawn for the one in focus only. */
export function isCrowded(data: Pick<CurvesData, 'variants'>): boolean {
  return data.variants.filter((variant) => variant.colour !== 'other').length > 4
}

/** A variant without a colour: its mean alone, thin and grey. */
function thinMean(id: number, mean: readonly EpochMean[], { data, colour, fade }: Drawing): SeriesOption {
  return {
    id: `mean-${id}`,
    type: 'line',
    silent: true,
    showSymbol: false,
    animation: false,
    tooltip: { show: false },
    data: mean.map((point) => meanPoint(point, data.xAxis)),
    lineStyle: { color: colour, width: 1, type: 'solid', opacity: 0.6 * fade },
    z: 1,
  }
}

const quiet = { silent: true, showSymbol: false, animation: false, tooltip: { show: false } } as const

/** One run's own curve, thin; dotted while it trains. */
function seedLine(run: RunCurve, { data, colour, fade }: Drawing): SeriesOption {
  const type = run.isLive ? [1, 2] : 'solid'
  return {
    ...quiet,
    id: `seed-${run.runId}`,
    type: 'line',
    data: seedPoints(run, data.xAxis),
    lineStyle: { color: colour, width: 1, opacity: (run.isLive ? 0.9 : 0.34) * fade, type },
    z: 2,
  }
}

function liveLines(variant: VariantCurves, drawing: Drawing): SeriesOption[] {
  return variant.runs.filter((run) => run.isLive).map((run) => seedLine(run, drawing))
}

interface Drawing {
  data: CurvesData
  colour: string
  theme: ThemeName
  fade: number
}

/** The area between mean - sd and mean + sd, as one polygon: also right on a log axis, where stacked areas are not. */
function bandSeries(id: number, mean: readonly EpochMean[], { data, colour, theme, fade }: Drawing): SeriesOption {
  const band = mean.filter((point) => point.sd !== null)
  const points = band.map((point) => {
    const lower = point.mean - (point.sd ?? 0)
    return [
      xOf(point, data.xAxis),
      data.quantity === 'loss' ? Math.max(lower, point.mean / 4) : lower,
      point.mean + (point.sd ?? 0),
    ]
  })
  return {
    id: `band-${id}`,
    type: 'custom',
    silent: true,
    animation: false,
    clip: true,
    tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    data: points,
    z: 1,
    renderItem: (params, api) => {
      if (params.dataIndexInside !== 0) return null
      const upper = points.map(([x, , high]) => api.coord([x ?? 0, high ?? 0]))
      const lower = points.map(([x, low]) => api.coord([x ?? 0, low ?? 0])).reverse()
      return {
        type: 'polygon',
        shape: { points: [...upper, ...lower] },
        style: { fill: colour, opacity: (theme === 'dark' ? 0.2 : 0.14) * fade },
      }
    },
  }
}

/** A filled marker with its value at the best epoch of the unsmoothed mean. */
function bestMarker(
  id: number,
  means: readonly EpochMean[],
  drawing: Drawing & { symbol: string; showsValue: boolean },
): SeriesOption {
  const { data, colour, fade } = drawing
  const best = bestOfMean(means, data.quantity === 'loss' ? 'lowest' : 'highest')
  return {
    id: `best-${id}`,
    type: 'scatter',
    silent: true,
    animation: false,
    tooltip: { show: false },
    data: best ? [meanPoint(best, data.xAxis)] : [],
    symbol: drawing.symbol,
    symbolSize: 9,
    itemStyle: { color: colour, opacity: fade },
    label: {
      show: drawing.showsValue,
      position: data.quantity === 'loss' ? 'bottom' : 'top',
      formatter: best ? best.mean.toFixed(3) : '',
      color: colours[drawing.theme].text2,
      fontSize: 11,
      fontWeight: 600,
      textBorderColor: colours[drawing.theme].surface,
      textBorderWidth: 3,
    },
    labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
    z: 6,
  }
}

/** Open markers at the ends of runs that still train. */
function liveMarkers(variant: VariantCurves, { data, colour, theme, fade }: Drawing): SeriesOption {
  const live = variant.runs.filter((run) => run.isLive && run.values.length > 0)
  return {
    id: `live-${variant.id}`,
    type: 'scatter',
    silent: true,
    animation: false,
    tooltip: { show: false },
    data: live.map((run) => ({
      value: seedPoints(run, data.xAxis).at(-1) ?? [0, 0],
      label: { formatter: variant.colour === 'other' ? `${variant.name}, seed ${run.seed}` : `seed ${run.seed}` },
    })),
    symbol: 'circle',
    symbolSize: 8,
    itemStyle: { color: colours[theme].surface, borderColor: colour, borderWidth: 2, opacity: fade },
    label: {
      show: fade === 1,
      position: 'right',
      color: colours[theme].text2,
      fontSize: 11,
      textBorderColor: colours[theme].surface,
      textBorderWidth: 3,
    },
    labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
    z: 7,
  }
}

function xOf(point: EpochMean, axis: CurvesData['xAxis']): number {
  return axis === 'epoch' ? point.epoch : point.seconds
}

function meanPoint(point: EpochMean, axis: CurvesData['xAxis']): Point {
  return [xOf(point, axis), point.mean]
}

function seedPoints(run: RunCurve, axis: CurvesData['xAxis']): Point[] {
  return run.values.map((value, i) => [axis === 'epoch' ? i + 1 : (run.seconds[i] ?? 0), value])
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

/** Seconds as "1:32" or "1:02:03". */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(whole / 60) % 60
  const hours = Math.floor(whole / 3600)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** "epoch 7" and a row per variant: unsmoothed mean, sd, n. At most six rows. */
export function tooltipText(data: CurvesData, params: unknown): string {
  const first: unknown = Array.isArray(params) ? params[0] : params
  const x = typeof first === 'object' && first !== null && 'axisValue' in first ? Number(first.axisValue) : Number.NaN
  const named = data.variants.filter((variant) => variant.colour !== 'other' || variant.id === data.focusId)
  const rows = named.flatMap((variant) => {
    const means = aggregateSeeds(variant.runs)
    const nearest = means.reduce<EpochMean | undefined>((best, point) => {
      const distance = Math.abs(xOf(point, data.xAxis) - x)
      return best === undefined || distance < Math.abs(xOf(best, data.xAxis) - x) ? point : best
    }, undefined)
    if (!nearest || (data.xAxis === 'epoch' && nearest.epoch !== Math.round(x))) return []
    const spread = nearest.sd === null ? '' : ` ± ${nearest.sd.toFixed(3)}`
    return [`${escapeHtml(variant.name)}  ${nearest.mean.toFixed(3)}${spread}  n = ${nearest.n}`]
  })
  const head = data.xAxis === 'epoch' ? `epoch ${Math.round(x)}` : formatClock(x)
  const more = rows.length > 6 ? [`and ${rows.length - 6} more`] : []
  return [head, ...rows.slice(0, 6), ...more].join('\n')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
