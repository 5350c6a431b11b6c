import type { Figure } from '../../electron/shared/figures/mark.ts'
import type { FactorEffect } from '../../electron/shared/studyStatistics.ts'
import { formatDifference, formatInterval } from '../composables/format.ts'
import { intervalRowsFigure } from './intervalRows.ts'

/** What each factor moves, with its interval, on one axis around 0; filled where the interval lies on one side of it. */
export function effectsFigure(
  effects: readonly FactorEffect[],
  { width, title }: { width: number; title: string },
): Figure {
  const rows = effects.map(({ factor, from, to, difference, interval }) => ({
    name: factor,
    detail: `${from} → ${to}`,
    mean: difference,
    interval,
    text: `${formatDifference(difference)}${interval ? ` ${formatInterval(interval, formatDifference)}` : ''}`,
    isFilled: interval !== null && (interval[0] > 0 || interval[1] < 0),
  }))
  return intervalRowsFigure(rows, {
    width,
    title,
    axisTitle: 'change of macro F1',
    reference: 0,
    left: 280,
    right: 180,
    writeTick: (tick) => (tick === 0 ? '0' : formatDifference(tick)),
  })
}
