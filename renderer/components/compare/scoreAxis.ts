import type { RowFigures } from './rowFigures.ts'

/** A stretch of numbers that plots in cells share, with its ticks. */
export interface Axis {
  min: number
  max: number
  ticks: number[]
}

type Scored = Pick<RowFigures, 'mean' | 'interval' | 'scores' | 'published'>

/** An axis from 0 to 1 at most that holds all means, intervals, single scores and published values, on round numbers. */
export function scoreAxis(figures: readonly Scored[]): Axis | null {
  const values = figures.flatMap(({ mean, interval, scores, published }) =>
    mean === null ? [] : [mean, ...(interval ?? []), ...scores, ...(published === null ? [] : [published])],
  )
  if (values.length === 0) return null
  return roundAxis(Math.max(0, Math.min(...values)), Math.min(1, Math.max(...values)))
}

/**
 * An axis around 0 that holds all differences, their intervals and the region of practical equivalence. An interval of a few
 * seeds may be very wide: it is cut where it would leave the differences themselves no room.
 */
export function differenceAxis(
  figures: readonly Pick<RowFigures, 'difference' | 'differenceInterval'>[],
  region: number,
): Axis | null {
  const drawn = figures.filter(({ difference }) => difference !== null)
  if (drawn.length === 0) return null
  const differences = drawn.map(({ difference }) => difference ?? 0)
  const most = 3 * Math.max(region, ...differences.map(Math.abs))
  const ends = drawn.flatMap(({ differenceInterval }) =>
    (differenceInterval ?? []).map((end) => Math.max(-most, Math.min(most, end))),
  )
  return roundAxis(Math.min(-region, ...differences, ...ends), Math.max(region, ...differences, ...ends))
}

/** About four round ticks over [low, high], widened to whole steps. */
export function roundAxis(low: number, high: number): Axis {
  const span = Math.max(high - low, 0.01)
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((candidate) => span / candidate <= 4) ?? 0.5
  const from = Math.floor(low / step + 1e-9)
  const to = Math.max(Math.ceil(high / step - 1e-9), from + 1)
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toFixed(4)))
  return { min: from * step, max: to * step, ticks }
}
