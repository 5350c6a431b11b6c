import type { SeriesOption } from 'echarts'
import { seedText } from '../../electron/shared/seedText.ts'
import { colours, type ThemeName } from '../styles/tokens.ts'
import { aggregateSeeds, bestOfMean, drawnMean, type EpochMean } from './aggregateSeeds.ts'
import { isCrowded, xOf, type CurvesData, type RunCurve, type VariantCurves } from './curvesData.ts'
import { smoothCentred, smoothCentredLog } from './smoothCentred.ts'
import { variantStyle } from './variantStyle.ts'

type Point = [x: number, y: number]

interface Drawing {
  data: CurvesData
  colour: string
  theme: ThemeName
  fade: number
}

const quiet = { silent: true, showSymbol: false, animation: false, tooltip: { show: false } } as const

/** Everything that is drawn of one variant. Each series has an id, so that a live chart changes only what differs. */
export function variantSeries(variant: VariantCurves, data: CurvesData, theme: ThemeName): SeriesOption[] {
  const { colour, dash, symbol } = variantStyle(variant.colour, theme)
  const fade = data.focusId === null || data.focusId === variant.id ? 1 : 0.18
  const means = aggregateSeeds(variant.runs)
  const mean = drawnMean(means)
  const drawing = { data, colour, theme, fade }
  if (variant.colour === 'other' && data.focusId !== variant.id)
    return [thinMean(variant.id, mean, drawing), ...liveLines(variant, drawing), liveMarkers(variant, drawing)]
  const isPlain = isCrowded(data) && data.focusId !== variant.id
  return [
    ...(isPlain ? liveLines(variant, drawing) : spreadSeries(variant, mean, drawing)),
    meanLine(variant.id, mean, { ...drawing, dash }),
    bestMarker(variant.id, means, { ...drawing, symbol, showsValue: !isPlain && fade === 1 }),
    liveMarkers(variant, drawing),
  ]
}

/** What lies behind the mean: its band, the single seeds, the training loss. */
function spreadSeries(variant: VariantCurves, mean: readonly EpochMean[], drawing: Drawing): SeriesOption[] {
  return [
    ...(mean.some((point) => point.sd !== null) ? [bandSeries(variant.id, mean, drawing)] : []),
    ...variant.runs.map((run) => seedLine(run, drawing)),
    ...(variant.training.length > 0 ? [trainingLine(variant, drawing)] : []),
  ]
}

/** Mean training loss, finely dotted. */
function trainingLine(variant: VariantCurves, { data, colour, fade }: Drawing): SeriesOption {
  return {
    ...quiet,
    id: `training-${variant.id}`,
    type: 'line',
    data: drawnMean(aggregateSeeds(variant.training)).map((point) => meanPoint(point, data.xAxis)),
    lineStyle: { color: colour, width: 1.2, type: [1, 3], opacity: 0.8 * fade },
    z: 2,
  }
}

/** The mean, smoothed without lag, over everything else. */
function meanLine(id: number, mean: readonly EpochMean[], drawing: Drawing & { dash: number[] }): SeriesOption {
  const { data, colour, fade, dash } = drawing
  const smoothen = data.quantity === 'loss' ? smoothCentredLog : smoothCentred
  const smooth = smoothen(
    mean.map((point) => point.mean),
    data.smoothing,
  )
  return {
    ...quiet,
    id: `mean-${id}`,
    type: 'line',
    tooltip: { show: true },
    data: mean.map((point, i): Point => [xOf(point, data.xAxis), smooth[i] ?? point.mean]),
    lineStyle: { color: colour, width: 2.2, type: dash.length > 0 ? dash : 'solid', opacity: fade },
    itemStyle: { color: colour },
    z: 4,
  }
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
      backgroundColor: `${colours[drawing.theme].surface}D9`,
      padding: [1, 2],
    },
    labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
    z: 6,
  }
}

/** Open markers at the ends of runs that still train. */
function liveMarkers(variant: VariantCurves, { data, colour, theme, fade }: Drawing): SeriesOption {
  const live = variant.runs.filter((run) => run.isLive && run.values.length > 0)
  const longest = Math.max(0, ...data.variants.flatMap(({ runs }) => runs.map((run) => run.values.length)))
  return {
    id: `live-${variant.id}`,
    type: 'scatter',
    silent: true,
    animation: false,
    tooltip: { show: false },
    data: live.map((run) => ({
      value: seedPoints(run, data.xAxis).at(-1) ?? [0, 0],
      label: {
        formatter: variant.colour === 'other' ? `${variant.name}, ${seedText(run)}` : seedText(run),
        // At the right edge there is no room behind the marker.
        position: run.values.length === longest ? 'left' : 'right',
      },
    })),
    symbol: 'circle',
    symbolSize: 8,
    itemStyle: { color: colours[theme].surface, borderColor: colour, borderWidth: 2, opacity: fade },
    label: {
      show: fade === 1,
      position: 'right',
      color: colours[theme].text2,
      fontSize: 11,
      backgroundColor: `${colours[theme].surface}D9`,
      padding: [1, 3],
    },
    labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
    z: 7,
  }
}

function meanPoint(point: EpochMean, axis: CurvesData['xAxis']): Point {
  return [xOf(point, axis), point.mean]
}

function seedPoints(run: RunCurve, axis: CurvesData['xAxis']): Point[] {
  return run.values.map((value, i) => [axis === 'epoch' ? i + 1 : (run.seconds[i] ?? 0), value])
}
