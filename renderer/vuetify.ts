import { createVuetify } from 'vuetify'
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg'
import { colours, type ThemeName } from './styles/tokens.ts'

function theme(name: ThemeName) {
  const c = colours[name]
  return {
    dark: name === 'dark',
    colors: {
      background: c.background,
      surface: c.surface,
      'surface-variant': c.sunken,
      'on-surface-variant': c.text2,
      'on-background': c.text,
      'on-surface': c.text,
      primary: c.primary,
      'on-primary': c.onPrimary,
      secondary: c.text2,
      success: c.success,
      warning: c.warning,
      error: c.error,
      info: c.info,
    },
    variables: { 'border-color': c.border, 'border-opacity': 1, 'medium-emphasis-opacity': 0.8 },
  }
}

const field = { density: 'compact', variant: 'outlined', hideDetails: 'auto', color: 'primary' } as const

/** The component kit with the house's defaults, so that templates stay bare. */
export const vuetify = createVuetify({
  icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
  theme: { defaultTheme: 'light', themes: { light: theme('light'), dark: theme('dark') } },
  defaults: {
    global: { ripple: false },
    VBtn: { variant: 'outlined', size: 'small', rounded: 'sm', elevation: 0 },
    VBtnToggle: { density: 'compact', variant: 'outlined', divided: true, mandatory: true, color: 'primary' },
    VTextField: field,
    VTextarea: field,
    VNumberInput: { ...field, controlVariant: 'stacked' },
    VSelect: field,
    VAutocomplete: field,
    VSwitch: { inset: true, density: 'compact', hideDetails: true, color: 'primary' },
    VCheckbox: { density: 'compact', hideDetails: true, color: 'primary' },
    VSlider: { density: 'compact', hideDetails: true, color: 'primary', thumbSize: 12, trackSize: 4 },
    VChip: { size: 'small', label: true, variant: 'tonal' },
    VMenu: { offset: 4 },
    VTooltip: { openDelay: 400, location: 'bottom' },
    VDialog: { maxWidth: 480 },
    VIcon: { size: 16 },
    VProgressLinear: { color: 'primary', height: 4, rounded: true },
    VDataTable: { density: 'compact', fixedHeader: true, hover: true },
  },
})
