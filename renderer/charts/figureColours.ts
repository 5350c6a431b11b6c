import { colours, type ThemeName } from '../styles/tokens.ts'

/** Figures for papers are drawn in the light colours, whatever the window's theme. */
export const paperTheme: ThemeName = 'light'

export const paper = colours[paperTheme]

/** Attributes of words in a figure. */
export function textAt(x: number, y: number, options: { anchor?: string; fill?: string; bold?: boolean } = {}) {
  return {
    x,
    y,
    'font-size': 12,
    fill: options.fill ?? paper.text,
    ...(options.anchor ? { 'text-anchor': options.anchor } : {}),
    ...(options.bold ? { 'font-weight': 600 } : {}),
  }
}
