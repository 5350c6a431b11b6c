import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTheme } from './chartTheme.ts'
import { unitSquare, wholeSquare, type UnitLine, type UnitWindow } from './unitSquare.ts'

/** The corner of high recall and high precision. */
export const precisionRecallCorner: UnitWindow = { x: [0.5, 1], y: [0.5, 1] }

/** Precision (positive predictivity) against recall (sensitivity). */
export function precisionRecallChart(
  lines: readonly UnitLine[],
  theme: ChartTheme,
  window = wholeSquare,
): EChartsCoreOption {
  return unitSquare({ lines, xName: 'recall', yName: 'precision', window, reference: 'none' }, theme)
}
