import type { Axis } from './scoreAxis.ts'

/** Ticks that are labelled: as many as do not touch, 0 always among them. */
export function labelledTicks({ ticks }: Axis, width: number, labelWidth: number): number[] {
  const each = Math.max(1, Math.ceil((ticks.length * labelWidth) / width))
  const zero = Math.max(0, ticks.indexOf(0))
  return ticks.filter((_, index) => (index - zero) % each === 0)
}

/** `.84`, or `.845` where two decimals are too few to tell ticks apart. */
export function scoreTick(tick: number): string {
  return tick === 1 ? '1' : tick.toFixed(decimalsOf(tick)).slice(1)
}

/** `+.02`, `−.005`, `0`. */
export function differenceTick(tick: number): string {
  if (tick === 0) return '0'
  return `${tick < 0 ? '−' : '+'}${Math.abs(tick).toFixed(decimalsOf(tick)).slice(1)}`
}

const decimalsOf = (tick: number): number => (Number.isInteger(Math.round(tick * 1000) / 10) ? 2 : 3)
