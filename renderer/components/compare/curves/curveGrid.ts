import { formatCount } from '../../../composables/format.ts'
import { valueAt } from '../../../charts/unitSquare.ts'
import { pointsOf, summaryOf, type CurveKind, type DrawnRun } from './runLines.ts'

/** The numbers behind a chart of curves: one row a run, the whole curve's number first. */
export interface CurveGrid {
  columns: string[]
  rows: { runId: number; name: string; values: (number | null)[]; titles: string[] }[]
}

const falsePositiveRates = [0.01, 0.05, 0.1]
const recalls = [0.5, 0.8, 0.9, 0.95]

/** Areas with the heights of the curves at round places; of a reliability diagram each bin. */
export function curveGrid(runs: readonly DrawnRun[], kind: CurveKind, label: number): CurveGrid {
  if (kind === 'reliability') return reliabilityGrid(runs)
  const places = kind === 'roc' ? falsePositiveRates : recalls
  return {
    columns: [
      kind === 'roc' ? 'Area' : 'Average precision',
      ...places.map((place) => (kind === 'roc' ? `Se at ${1 - place} Sp` : `PPV at recall ${place}`)),
    ],
    rows: runs.map(({ runId, name, curves }) => {
      const points = pointsOf(curves, kind, label)
      return {
        runId,
        name,
        values: [summaryOf(curves, kind, label), ...places.map((place) => valueAt(points, place))],
        titles: [],
      }
    }),
  }
}

function reliabilityGrid(runs: readonly DrawnRun[]): CurveGrid {
  const bins = new Map(runs.flatMap(({ curves }) => curves.reliability.map(({ from, to }) => [from, { from, to }])))
  const sorted = [...bins.values()].sort((a, b) => a.from - b.from)
  return {
    columns: ['Calibration error', ...sorted.map(({ from, to }) => `${from.toFixed(2)}–${to.toFixed(2)}`)],
    rows: runs.map(({ runId, name, curves }) => {
      const own = sorted.map(({ from }) => curves.reliability.find((bin) => bin.from === from))
      return {
        runId,
        name,
        values: [summaryOf(curves, 'reliability', 0), ...own.map((bin) => bin?.accuracy ?? null)],
        titles: ['', ...own.map((bin) => (bin ? `${formatCount(bin.beats)} beats` : 'no beats'))],
      }
    }),
  }
}
