import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTheme } from './chartTheme.ts'
import { unitSquare, wholeSquare, type UnitLine, type UnitWindow } from './unitSquare.ts'

/** The corner of few false positives and high sensitivity. */
export const rocCorner: UnitWindow = { x: [0, 0.1], y: [0.5, 1] }

/** Sensitivity against the share of the other beats that are taken for the class; the dashed diagonal is a guess. */
export function rocChart(lines: readonly UnitLine[], theme: ChartTheme, window = wholeSquare): EChartsCoreOption {
  return unitSquare({ lines, xName: '1 − specificity', yName: 'sensitivity', window, reference: 'diagonal' }, theme)
}
