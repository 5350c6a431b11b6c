import { computed, ref, watchEffect } from 'vue'
import { useTheme as useVuetifyTheme } from 'vuetify'
import { useSettings } from '../stores/settings.ts'
import { cssVariables, type ThemeName } from '../styles/tokens.ts'

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
const systemTheme = ref<ThemeName>(prefersDark.matches ? 'dark' : 'light')
const onSystemChange = (event: { matches: boolean }) => (systemTheme.value = event.matches ? 'dark' : 'light')
// Chromium 83 has both; the older name works everywhere.
prefersDark.addListener(onSystemChange)

/** The theme in use: what the settings say, where `system` follows the computer. */
export function useThemeName() {
  const settings = useSettings()
  return computed<ThemeName>(() => {
    const wanted = settings.settings?.theme ?? 'system'
    return wanted === 'system' ? systemTheme.value : wanted
  })
}

/** Puts the theme's colours on the page. Called once, by the frame. */
export function applyTheme(): void {
  const name = useThemeName()
  const vuetifyTheme = useVuetifyTheme()
  watchEffect(() => {
    vuetifyTheme.change(name.value)
    const root = document.documentElement
    root.dataset.theme = name.value
    root.style.colorScheme = name.value
    for (const [variable, value] of Object.entries(cssVariables(name.value))) root.style.setProperty(variable, value)
  })
}
