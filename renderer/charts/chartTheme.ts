import { colours, type ThemeName } from '../styles/tokens.ts'

/** What chart builders need of the theme; plain data, so that they can be tested without a page. */
export interface ChartTheme {
  name: ThemeName
  text: string
  text2: string
  text3: string
  grid: string
  axis: string
  surface: string
  primary: string
  font: string
  mono: string
  /** Opacity of a band of +- 1 sd. */
  bandOpacity: number
}

export function chartTheme(name: ThemeName): ChartTheme {
  const c = colours[name]
  return {
    name,
    text: c.text,
    text2: c.text2,
    text3: c.text3,
    grid: c.border,
    axis: c.borderStrong,
    surface: c.surface,
    primary: c.primary,
    font: 'Inter Variable, Inter, system-ui, sans-serif',
    mono: 'JetBrains Mono, ui-monospace, monospace',
    bandOpacity: name === 'dark' ? 0.2 : 0.14,
  }
}

/** Options that every chart starts from: grid, text, tooltip, no animation. */
export function baseOption(theme: ChartTheme) {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.font, fontSize: 11, color: theme.text3 },
    grid: { left: 46, right: 14, top: 10, bottom: 26 },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.axis,
      borderWidth: 1,
      padding: [6, 8],
      extraCssText: 'box-shadow: none; border-radius: 4px;',
      textStyle: { fontFamily: theme.mono, fontSize: 11, color: theme.text },
    },
  }
}

/** Horizontal grid lines, no axis line: the y axis of every chart. */
export function valueAxis(theme: ChartTheme) {
  return {
    type: 'value' as const,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: theme.text3, fontSize: 11 },
    splitLine: { lineStyle: { color: theme.grid, width: 1 } },
  }
}

/** The x axis of every chart: a line, labels, no grid. */
export function baseAxis(theme: ChartTheme) {
  return {
    type: 'value' as const,
    axisLine: { show: true, lineStyle: { color: theme.axis } },
    axisTick: { show: true, length: 3, lineStyle: { color: theme.axis } },
    axisLabel: { color: theme.text3, fontSize: 11 },
    splitLine: { show: false },
  }
}
