import { aggregateSeeds, type EpochMean } from './aggregateSeeds.ts'
import { xOf, type CurvesData } from './curvesData.ts'

/** Seconds as "1:32" or "1:02:03". */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(whole / 60) % 60
  const hours = Math.floor(whole / 3600)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** "epoch 7" and a row per variant: unsmoothed mean, sd, n. At most six rows. */
export function tooltipText(data: CurvesData, params: unknown): string {
  const first: unknown = Array.isArray(params) ? params[0] : params
  const x = typeof first === 'object' && first !== null && 'axisValue' in first ? Number(first.axisValue) : Number.NaN
  const named = data.variants.filter((variant) => variant.colour !== 'other' || variant.id === data.focusId)
  const rows = named.flatMap((variant) => {
    const means = aggregateSeeds(variant.runs)
    const nearest = means.reduce<EpochMean | undefined>((best, point) => {
      const distance = Math.abs(xOf(point, data.xAxis) - x)
      return best === undefined || distance < Math.abs(xOf(best, data.xAxis) - x) ? point : best
    }, undefined)
    if (!nearest || (data.xAxis === 'epoch' && nearest.epoch !== Math.round(x))) return []
    const spread = nearest.sd === null ? '' : ` ± ${nearest.sd.toFixed(3)}`
    return [`${escapeHtml(variant.name)}  ${nearest.mean.toFixed(3)}${spread}  n = ${nearest.n}`]
  })
  const head = data.xAxis === 'epoch' ? `epoch ${Math.round(x)}` : formatClock(x)
  const more = rows.length > 6 ? [`and ${rows.length - 6} more`] : []
  return [head, ...rows.slice(0, 6), ...more].join('\n')
}

/** Names come from users and other databases: as text, never as markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
