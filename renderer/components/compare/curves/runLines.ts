import { beatClasses } from '../../../../electron/shared/beatClass.ts'
import type { RunCurves } from '../../../../electron/shared/runScores.ts'
import type { UnitLine } from '../../../charts/unitSquare.ts'
import { variantStyle, type CurveColour } from '../../../charts/variantStyle.ts'
import type { ThemeName } from '../../../styles/tokens.ts'

/** A run whose curves are drawn over those of others. */
export interface DrawnRun {
  runId: number
  name: string
  colour: CurveColour
  curves: RunCurves
}

/** Bins of fewer beats tell no share: they stay in the table, and off the chart. */
export const fewestBinBeats = 10

type Points = readonly (readonly [number, number])[]
export type CurveKind = 'roc' | 'precision-recall' | 'reliability'

/** The points of one kind of curve of one run; none where the class has no beats on both sides. */
export function pointsOf({ classes, reliability }: RunCurves, kind: CurveKind, label: number): Points {
  if (kind === 'reliability')
    return reliability
      .filter(({ beats }) => beats >= fewestBinBeats)
      .map(({ confidence, accuracy }) => [confidence, accuracy] as const)
  const own = classes.find((curves) => curves.label === label)
  if (!own) return []
  return kind === 'roc'
    ? own.roc.falsePositiveRate.map((x, index) => [x, own.roc.sensitivity[index] ?? 0] as const)
    : own.precisionRecall.recall.map((x, index) => [x, own.precisionRecall.precision[index] ?? 0] as const)
}

/** The number that stands for a whole curve: its area, or the calibration error; null where there is none. */
export function summaryOf({ classes, reliability }: RunCurves, kind: CurveKind, label: number): number | null {
  if (kind === 'reliability') return calibrationError(reliability)
  const own = classes.find((curves) => curves.label === label)
  if (!own) return null
  return kind === 'roc' ? own.roc.area : own.precisionRecall.averagePrecision
}

/** Mean distance of confidence and share right over the beats of all bins (expected calibration error, Guo et al. 2017). */
function calibrationError(bins: RunCurves['reliability']): number | null {
  const beats = bins.reduce((sum, bin) => sum + bin.beats, 0)
  if (beats === 0) return null
  return bins.reduce((sum, bin) => sum + bin.beats * Math.abs(bin.confidence - bin.accuracy), 0) / beats
}

/** One kind of curve of all runs, as lines over each other. */
export function runLines(runs: readonly DrawnRun[], kind: CurveKind, label: number, theme: ThemeName): UnitLine[] {
  return runs.flatMap(({ runId, name, colour, curves }) => {
    const points = pointsOf(curves, kind, label)
    if (points.length === 0) return []
    const style = variantStyle(colour, theme)
    return [{ id: String(runId), name, colour: style.colour, dash: style.dash, points, mark: null, isFaded: false }]
  })
}

export const curveTitles: Record<CurveKind, string> = {
  roc: 'ROC',
  'precision-recall': 'Precision–recall',
  reliability: 'Reliability',
}

/** `ROC, V`: with the class that the curve is of. */
export function curveHeading(kind: CurveKind, label: number): string {
  return kind === 'reliability' ? curveTitles[kind] : `${curveTitles[kind]}, ${beatClasses[label] ?? 'N'}`
}
