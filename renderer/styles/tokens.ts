import type { BeatClass } from '../../electron/shared/beatClass.ts'

export type ThemeName = 'light' | 'dark'

/** Colours of surfaces, text and states. Written once; CSS variables, Vuetify's theme and charts all come from here. */
export interface ColourTokens {
  background: string
  surface: string
  sunken: string
  border: string
  borderStrong: string
  control: string
  text: string
  text2: string
  text3: string
  primary: string
  onPrimary: string
  primarySoft: string
  success: string
  successSoft: string
  warning: string
  warningSoft: string
  error: string
  errorSoft: string
  info: string
  infoSoft: string
}

export const colours: Record<ThemeName, ColourTokens> = {
  light: {
    background: '#F4F6F7',
    surface: '#FFFFFF',
    sunken: '#EEF1F3',
    border: '#DDE2E6',
    borderStrong: '#B4BEC7',
    control: '#7F8A95',
    text: '#182027',
    text2: '#45515D',
    text3: '#5B6773',
    primary: '#0A6670',
    onPrimary: '#FFFFFF',
    primarySoft: '#E1F0F1',
    success: '#17713F',
    successSoft: '#E4F3EA',
    warning: '#8A5300',
    warningSoft: '#FDF1DC',
    error: '#B3261E',
    errorSoft: '#FBE9E7',
    info: '#1F5FA8',
    infoSoft: '#E6EFF9',
  },
  dark: {
    background: '#0F1317',
    surface: '#151A20',
    sunken: '#1C232A',
    border: '#2B343D',
    borderStrong: '#4A5663',
    control: '#6E7B88',
    text: '#E6EBF0',
    text2: '#B6C0CB',
    text3: '#97A3AF',
    primary: '#5CC6CF',
    onPrimary: '#06262A',
    primarySoft: '#12343A',
    success: '#63CF90',
    successSoft: '#12301F',
    warning: '#E9B25C',
    warningSoft: '#33270F',
    error: '#FF8A80',
    errorSoft: '#3A1C1A',
    info: '#7FB8F5',
    infoSoft: '#152A40',
  },
}

/** A class has one colour, one shape and one letter everywhere. */
export const classColours: Record<ThemeName, Record<BeatClass, string>> = {
  light: { N: '#3571D6', S: '#B45C11', V: '#801480', F: '#125332', Q: '#656A72' },
  dark: { N: '#5AA6FF', S: '#C98F36', V: '#EA5FAF', F: '#93EDBC', Q: '#AEB4BF' },
}

/** Variants in the order in which they are given colours; no more than six are coloured at once. */
export const variantColours: Record<ThemeName, readonly string[]> = {
  light: ['#1F62D0', '#D67210', '#3A9890', '#96357F', '#5A5A0C', '#3C1480'],
  dark: ['#5590F2', '#F2AA50', '#7CEBD1', '#F06C9D', '#8F9520', '#B3A8FE'],
}

/** Dashes that go with {@link variantColours}; the empty one is a solid line. */
export const variantDashes: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [8, 3, 2, 3], [4, 3], [1, 3]]

export const baselineDash: readonly number[] = [6, 3]

/** The tokens as CSS custom properties: `borderStrong` is `--bb-border-strong`, class N is `--bb-class-n`. */
export function cssVariables(theme: ThemeName): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(colours[theme])) {
    variables[`--bb-${name.replace(/[A-Z]|\d/g, (letter) => `-${letter.toLowerCase()}`)}`] = value
  }
  for (const [name, value] of Object.entries(classColours[theme])) variables[`--bb-class-${name.toLowerCase()}`] = value
  variantColours[theme].forEach((value, index) => (variables[`--bb-variant-${index + 1}`] = value))
  return variables
}
