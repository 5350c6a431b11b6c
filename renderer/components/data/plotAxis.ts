export interface Tick {
  /** Percent of the plot's width. */
  at: number
  text: string
}

export interface PlotAxis {
  place: (value: number) => number
  ticks: Tick[]
}

const shortTick = (value: number): string => {
  if (value >= 1e6) return `${value / 1e6} M`
  return value >= 1000 ? `${value / 1000} k` : String(value)
}

/** An axis from 0 for linear counts; on the log scale from the power of ten below the smallest count that is not 0. */
export function countAxis(counts: readonly number[], scale: 'linear' | 'log'): PlotAxis {
  const largest = Math.max(1, ...counts)
  if (scale === 'linear') {
    const step = roundStep(largest / 3)
    const end = Math.ceil(largest / step) * step
    const values = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step)
    const place = (value: number) => (100 * value) / end
    return { place, ticks: values.map((value) => ({ at: place(value), text: shortTick(value) })) }
  }
  const smallest = Math.min(largest, ...counts.filter((count) => count > 0))
  const first = Math.floor(Math.log10(smallest))
  const last = Math.max(first + 1, Math.ceil(Math.log10(largest)))
  const place = (value: number) => (value <= 0 ? 0 : (100 * (Math.log10(value) - first)) / (last - first))
  const powers = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
  return { place, ticks: powers.map((value) => ({ at: place(value), text: shortTick(value) })) }
}

/** An axis over lengths in samples, from a round number below the shortest to the row's full length. */
export function lengthAxis(lengths: readonly number[], rowLength: number): PlotAxis {
  const first = Math.max(0, Math.floor(Math.min(rowLength - 1, ...lengths) / 50) * 50)
  const place = (value: number) => (100 * (value - first)) / (rowLength - first)
  const rounds = Array.from({ length: Math.ceil((rowLength - first) / 50) }, (_, index) => first + index * 50)
  const values = [...rounds.filter((value) => rowLength - value > 15), rowLength]
  return { place, ticks: values.map((value) => ({ at: place(value), text: String(value) })) }
}

/**
 * Times under a row of samples, in ms from R, which stands `rMs` behind the row's start. At most four; the last one, which
 * bears the unit, leaves room for it.
 */
export function timeTicks(rowMs: number, rMs: number): Tick[] {
  const step = [50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000].find((ms) => rowMs / ms <= 3.5) ?? 30_000
  const first = Math.ceil(-rMs / step) * step
  const times = Array.from({ length: 5 }, (_, index) => first + index * step)
  const ticks = times.map((ms) => ({ at: (100 * (ms + rMs)) / rowMs, ms })).filter(({ at }) => at <= 82)
  return ticks.map(({ at, ms }, index) => ({
    at,
    text: `${String(ms).replace('-', '−')}${index === ticks.length - 1 ? ' ms' : ''}`,
  }))
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power
}
