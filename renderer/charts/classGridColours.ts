import type { ThemeName } from '../styles/tokens.ts'

/** Shades from low to high in five steps: one colour for F1, two around a middle for differences. */
const scales: Record<ThemeName, { f1: readonly string[]; difference: readonly string[] }> = {
  light: {
    f1: ['#F7FAFA', '#B9DDE0', '#5FAEB5', '#1B7A84', '#06434A'],
    difference: ['#B45C11', '#E9B98A', '#F4F6F7', '#9CBCF0', '#1F62D0'],
  },
  dark: {
    f1: ['#1A2128', '#17424A', '#1F6C76', '#3BA0AA', '#A5E8EC'],
    difference: ['#F2AA50', '#7A5526', '#1C232A', '#2C4A80', '#5590F2'],
  },
}

/**
 * The colour of a cell and of the number on it.
 * @param shade 0 to 1 for `f1`, -1 to 1 for `difference`
 */
export function cellColours(
  shade: number,
  mode: 'f1' | 'difference',
  theme: ThemeName,
): { background: string; text: string } {
  const place = Math.max(0, Math.min(1, mode === 'f1' ? shade : (shade + 1) / 2)) * 4
  const step = Math.min(3, Math.floor(place))
  const scale = scales[theme][mode]
  const [from, to] = [channels(scale[step] ?? '#FFFFFF'), channels(scale[step + 1] ?? '#FFFFFF')]
  const mixed = from.map((channel, index) => Math.round(channel + ((to[index] ?? channel) - channel) * (place - step)))
  const background = `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
  return { background, text: contrast(mixed, white) >= contrast(mixed, black) ? '#FFFFFF' : '#0B1115' }
}

const white = [255, 255, 255]
const black = [11, 17, 21]

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(a: readonly number[], b: readonly number[]): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

function luminance(colour: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
