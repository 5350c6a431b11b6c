import { computed } from 'vue'
import { chartTheme } from '../charts/chartTheme.ts'
import { useThemeName } from './useTheme.ts'

/** The theme for chart builders; changes with the page's. */
export function useChartTheme() {
  const name = useThemeName()
  return computed(() => chartTheme(name.value))
}
