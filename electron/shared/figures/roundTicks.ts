/** Round ticks within `from` to `to`, at most about `most` of them. */
export function roundTicks(from: number, to: number, most: number): number[] {
  const raw = (to - from) / Math.max(1, most)
  if (!(raw > 0)) return [from]
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  // Multiples of 0.1 are not all as short as they look.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** A number at an axis, with a true minus sign. */
export function tickText(value: number): string {
  return String(value).replace('-', '−')
}
