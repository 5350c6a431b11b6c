import { baselineDash, colours, variantColours, variantDashes, type ThemeName } from '../styles/tokens.ts'

/** How a variant is drawn: one of the six colours (0 to 5), as the baseline, or thin and grey behind the others. */
export type CurveColour = number | 'baseline' | 'other'

/** Markers that go with the six colours, as ECharts names them. */
export const curveSymbols = [
  'diamond',
  'triangle',
  'rect',
  'path://M5 10L0 1H10z',
  'roundRect',
  'path://M0 5L3 0H7L10 5L7 10H3z',
] as const

/** How a variant is drawn everywhere: its colour, dash and marker. */
export function variantStyle(
  colour: CurveColour,
  theme: ThemeName,
): { colour: string; dash: number[]; symbol: string } {
  if (colour === 'baseline') return { colour: colours[theme].text2, dash: [...baselineDash], symbol: 'circle' }
  if (colour === 'other') return { colour: colours[theme].text3, dash: [], symbol: 'circle' }
  const slot = colour % variantDashes.length
  return {
    colour: variantColours[theme][slot] ?? colours[theme].text3,
    dash: [...(variantDashes[slot] ?? [])],
    symbol: curveSymbols[slot] ?? 'circle',
  }
}
