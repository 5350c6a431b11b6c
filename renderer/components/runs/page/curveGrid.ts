import { valueAt } from '../../../charts/unitSquare.ts'
import type { RunCurves } from '../../../../electron/shared/runScores.ts'

type ClassCurves = RunCurves['classes'][number]
type Point = [x: number, y: number]

/** False positive rates at which a table tells the sensitivity. */
export const falsePositiveRates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] as const
/** Recalls at which a table tells the precision. */
export const recalls = [0.1, 0.25, 0.5, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 1] as const

/** Curves as rows of numbers: `values` has one for each class, null where its curve does not reach. */
export interface GridRow {
  at: number
  values: (number | null)[]
}

export function rocGrid(classes: readonly ClassCurves[]): GridRow[] {
  return gridOf(
    falsePositiveRates,
    classes.map(({ roc }) => roc.falsePositiveRate.map((x, index): Point => [x, roc.sensitivity[index] ?? 0])),
  )
}

export function precisionRecallGrid(classes: readonly ClassCurves[]): GridRow[] {
  return gridOf(
    recalls,
    classes.map(({ precisionRecall }) =>
      precisionRecall.recall.map((x, index): Point => [x, precisionRecall.precision[index] ?? 0]),
    ),
  )
}

function gridOf(places: readonly number[], lines: readonly (readonly Point[])[]): GridRow[] {
  return places.map((at) => ({ at, values: lines.map((points) => valueAt(points, at)) }))
}
