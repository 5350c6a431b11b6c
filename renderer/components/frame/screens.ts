import {
  mdiCogOutline,
  mdiDatabaseOutline,
  mdiHeartPulse,
  mdiLayersTripleOutline,
  mdiPlayBoxMultipleOutline,
  mdiTable,
} from '@mdi/js'

export interface Screen {
  name: string
  title: string
  icon: string
  keys: string
}

/** The screens in the order of the rail. */
export const screens: readonly Screen[] = [
  { name: 'data', title: 'Data', icon: mdiDatabaseOutline, keys: 'g d' },
  { name: 'design', title: 'Design', icon: mdiLayersTripleOutline, keys: 'g n' },
  { name: 'runs', title: 'Runs', icon: mdiPlayBoxMultipleOutline, keys: 'g r' },
  { name: 'compare', title: 'Compare', icon: mdiTable, keys: 'g c' },
  { name: 'explain', title: 'Explain', icon: mdiHeartPulse, keys: 'g e' },
]

export const settingsScreen: Screen = { name: 'settings', title: 'Settings', icon: mdiCogOutline, keys: 'ctrl+,' }
