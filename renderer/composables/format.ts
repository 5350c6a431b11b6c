export { formatAbout, formatBytes, formatEstimate } from '../../electron/shared/quantityText.ts'

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** `109,446`, with a true minus. */
export function formatCount(value: number): string {
  return whole.format(value).replace('-', '−')
}

/** `382 k`, `2.75 M`: three figures, for lists. */
export function formatShort(value: number): string {
  if (value < 1000) return String(value)
  const [scaled, unit] = value < 999_500 ? [value / 1000, 'k'] : [value / 1e6, 'M']
  return `${scaled.toPrecision(3)} ${unit}`
}

/** `1:06`, `1:02:03`. */
export function formatClock(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000))
  const rest = String(seconds % 60).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${rest}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
}

/** F1 and the like: three decimals, a dash where there is none, a true minus. */
export function formatScore(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  return value.toFixed(3).replace('-', '−')
}

/** A difference with its sign: `+0.017`, `−0.003`. */
export function formatDifference(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  return `${value > 0 ? '+' : ''}${formatScore(value)}`
}

/** A p with three decimals, `< 0.001` below; a dash where there is none. */
export function formatP(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  return value < 0.001 ? '< 0.001' : value.toFixed(3)
}

/** `[0.900, 0.929]` by the given writer of numbers; a dash where there is none. */
export function formatInterval(
  interval: readonly [number, number] | null | undefined,
  write: (value: number) => string = formatScore,
): string {
  return interval ? `[${write(interval[0])}, ${write(interval[1])}]` : '–'
}

/** `9f3c…e71b`: enough of a hash to tell it from others. */
export function formatHash(hash: string): string {
  return hash.length <= 12 ? hash : `${hash.slice(0, 4)}…${hash.slice(-4)}`
}

/** Local date and minute, ISO order. */
export function formatDate(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
