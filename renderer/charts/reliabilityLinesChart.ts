import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTheme } from './chartTheme.ts'
import { unitSquare, wholeSquare, type UnitLine } from './unitSquare.ts'

/** Share of right predictions against their probability, a line a run: on the dashed diagonal both agree. */
export function reliabilityLinesChart(lines: readonly UnitLine[], theme: ChartTheme): EChartsCoreOption {
  return unitSquare(
    {
      lines,
      xName: 'probability of the predicted class',
      yName: 'share that is right',
      window: wholeSquare,
      reference: 'diagonal',
    },
    theme,
  )
}
