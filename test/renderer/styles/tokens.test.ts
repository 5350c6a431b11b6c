import { describe, expect, it } from 'vitest'
import {
  classColours,
  colours,
  cssVariables,
  variantColours,
  type ColourTokens,
} from '../../../renderer/styles/tokens.ts'

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const themes = ['light', 'dark'] as const
const texts: (keyof ColourTokens)[] = ['text', 'text2', 'text3', 'primary', 'success', 'warning', 'error', 'info']
const states = ['primary', 'success', 'warning', 'error', 'info'] as const

describe.each(themes)('the %s theme', (theme) => {
  const c = colours[theme]

  it.each(texts)('makes %s readable on surfaces', (name) => {
    for (const ground of [c.surface, c.background]) expect(contrast(c[name], ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(states)('makes %s readable on its soft ground', (name) => {
    expect(contrast(c[name], c[`${name}Soft`])).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps controls, classes and variants visible on surfaces', () => {
    const marks = [c.control, ...Object.values(classColours[theme]), ...variantColours[theme]]
    for (const mark of marks) expect(contrast(mark, c.surface), mark).toBeGreaterThanOrEqual(3)
  })

  it('makes the words on a main button readable', () => {
    expect(contrast(c.onPrimary, c.primary)).toBeGreaterThanOrEqual(4.5)
  })

  it('gives every token a CSS name', () => {
    const variables = cssVariables(theme)
    expect(variables['--bb-border-strong']).toBe(c.borderStrong)
    expect(variables['--bb-text-2']).toBe(c.text2)
    expect(variables['--bb-class-n']).toBe(classColours[theme].N)
    expect(variables['--bb-variant-6']).toBe(variantColours[theme][5])
  })
})
