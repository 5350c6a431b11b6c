import type { EChartsCoreOption } from 'echarts/core'
import type { RunCurves } from '../../electron/shared/runScores.ts'
import { wilsonInterval } from '../../electron/shared/statistics/wilsonInterval.ts'
import { baseAxis, baseOption, valueAxis, type ChartTheme } from './chartTheme.ts'

export type ReliabilityBin = RunCurves['reliability'][number]

/** A bin with the 95 % interval of its share of right predictions (Wilson). */
export interface ReliabilityPoint extends ReliabilityBin {
  interval: [low: number, high: number]
}

export function reliabilityPoints(bins: readonly ReliabilityBin[]): ReliabilityPoint[] {
  return bins.map((bin) => ({ ...bin, interval: wilsonInterval(Math.round(bin.accuracy * bin.beats), bin.beats) }))
}

/**
 * How often predictions of a probability are right, one point a bin, against that probability; on the dashed diagonal both
 * agree. Larger points are of more beats (by their logarithm), whiskers are 95 % intervals.
 */
export function reliabilityChart(bins: readonly ReliabilityBin[], theme: ChartTheme): EChartsCoreOption {
  const points = reliabilityPoints(bins)
  const base = baseOption(theme)
  const name = { nameLocation: 'middle', nameTextStyle: { color: theme.text3, fontSize: 11 } }
  const axisLabel = { color: theme.text3, fontSize: 11, formatter: (value: number) => String(Number(value.toFixed(2))) }
  return {
    ...base,
    grid: { left: 48, right: 14, top: 8, bottom: 38 },
    tooltip: { ...base.tooltip, trigger: 'item' },
    xAxis: {
      ...baseAxis(theme),
      ...name,
      name: 'probability of the predicted class',
      nameGap: 22,
      min: 0,
      max: 1,
      axisLabel,
    },
    yAxis: { ...valueAxis(theme), ...name, name: 'share that is right', nameGap: 32, min: 0, max: 1, axisLabel },
    series: [
      {
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
      },
      whiskers(points, theme),
      {
        id: 'bins',
        type: 'scatter',
        data: points.map((point) => ({
          value: [point.confidence, point.accuracy],
          symbolSize: sizeOf(point.beats),
          tooltip: { formatter: tooltipText(point) },
        })),
        itemStyle: { color: theme.primary, borderColor: theme.surface, borderWidth: 1, opacity: 1 },
        z: 3,
      },
    ],
  }
}

/** 6 px for one beat, 3 px more for ten times as many. */
function sizeOf(beats: number): number {
  return 6 + 3 * Math.log10(Math.max(1, beats))
}

function whiskers(points: readonly ReliabilityPoint[], theme: ChartTheme) {
  return {
    id: 'intervals',
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    data: points.map(({ confidence, interval: [low, high] }) => [confidence, low, high]),
    renderItem: (_: unknown, api: { value(at: number): number; coord(at: [number, number]): [number, number] }) => {
      const [x, bottom] = api.coord([api.value(0), api.value(1)])
      const [, top] = api.coord([api.value(0), api.value(2)])
      return {
        type: 'line',
        shape: { x1: x, y1: bottom, x2: x, y2: top },
        style: { stroke: theme.primary, lineWidth: 1.2 },
      }
    },
    z: 2,
  }
}

function tooltipText({ from, to, confidence, accuracy, beats, interval: [low, high] }: ReliabilityPoint): string {
  return [
    `${from.toFixed(2)} to ${to.toFixed(2)}`,
    `${beats.toLocaleString('en')} ${beats === 1 ? 'beat' : 'beats'}`,
    `probability ${confidence.toFixed(3)}`,
    `right ${accuracy.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
  ].join('<br>')
}
