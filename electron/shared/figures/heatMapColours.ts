/** Colours of an attribution map and what stands around it; `light` is also that of exported figures. */
export interface HeatMapColours {
  background: string
  /** At 0, .25, .5, .75 and 1: white to red. */
  scale: readonly [string, string, string, string, string]
  line: string
  text: string
  caption: string
  grid: string
  axis: string
  hatch: string
}

export const heatMapColours: Record<'light' | 'dark', HeatMapColours> = {
  light: {
    background: '#FFFFFF',
    scale: ['#FFFFFF', '#FDDCCB', '#FBB096', '#F47C62', '#DE3A2B'],
    line: '#111820',
    text: '#182027',
    caption: '#5B6773',
    grid: '#DDE2E6',
    axis: '#B4BEC7',
    hatch: '#B4BEC7',
  },
  dark: {
    background: '#151A20',
    scale: ['#151A20', '#4A2220', '#822D28', '#BE3C32', '#F2543F'],
    line: '#F4F7FA',
    text: '#E6EBF0',
    caption: '#97A3AF',
    grid: '#2B343D',
    axis: '#4A5663',
    hatch: '#4A5663',
  },
}

/** The colour of a value 0..1, linear between the five steps. */
export function mapColour(value: number, colours: HeatMapColours): string {
  const place = Math.min(Math.max(value, 0), 1) * 4
  const step = Math.min(Math.floor(place), 3)
  const from = channels(colours.scale[step] ?? '#FFFFFF')
  const to = channels(colours.scale[step + 1] ?? '#FFFFFF')
  const mixed = from.map((channel, index) => Math.round(channel + ((to[index] ?? channel) - channel) * (place - step)))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))
}
