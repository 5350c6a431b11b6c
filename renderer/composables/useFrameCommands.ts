import { onUnmounted } from 'vue'
import { useRouter } from 'vue-router'
import type { MenuAction } from '../../electron/shared/contract/bridge.ts'
import { useBridge } from '../bridge.ts'
import { screens, settingsScreen } from '../components/frame/screens.ts'
import { useCommandStore, type Command } from '../stores/commands.ts'
import { useSettings } from '../stores/settings.ts'
import { useStudies } from '../stores/studies.ts'
import { useSystem } from '../stores/system.ts'
import { useCommands } from './useHotkeys.ts'
import { useThemeName } from './useTheme.ts'

/** What the native menu asks for is what these keys do. */
const keysOfMenu: Record<MenuAction, string> = {
  commands: 'ctrl+k',
  'go-data': 'g d',
  'go-design': 'g n',
  'go-runs': 'g r',
  'go-compare': 'g c',
  'go-explain': 'g e',
  settings: 'ctrl+,',
  import: 'ctrl+i',
  launch: 'ctrl+enter',
  pause: 'ctrl+.',
  export: 'ctrl+e',
  undo: 'ctrl+z',
  redo: 'ctrl+shift+z',
  shortcuts: '?',
}

/** Commands that are there on every screen: going places, the queue, theme, help. */
export function useFrameCommands(): void {
  const router = useRouter()
  const store = useCommandStore()
  const system = useSystem()
  const settings = useSettings()
  const studies = useStudies()
  const theme = useThemeName()
  const isPaused = () => system.status?.queue.isPaused ?? false

  const places: Command[] = [...screens, settingsScreen].map((screen) => ({
    id: `go:${screen.name}`,
    title: `Go to ${screen.title}`,
    keys: screen.keys,
    group: 'Go to',
    run: () => router.push({ name: screen.name }),
  }))
  useCommands([
    ...places,
    {
      id: 'import',
      title: 'Import data…',
      keys: 'ctrl+i',
      group: 'Everywhere',
      run: () => router.push({ name: 'data', query: { import: 'yes' } }),
    },
    {
      id: 'import-weights',
      title: 'Import weights…',
      isEnabled: () => studies.openId !== null,
      run: () => router.push({ name: 'runs', query: { weights: 'yes' } }),
    },
    { id: 'go:start', title: 'Go to the start page', run: () => router.push({ name: 'start' }) },
    {
      id: 'commands',
      title: 'Search or run a command',
      keys: 'ctrl+k',
      group: 'Everywhere',
      isKeyOnly: true,
      run: () => (store.isPaletteOpen = true),
    },
    { id: 'keys', title: 'List of keys', keys: '?', group: 'Everywhere', run: () => (store.isKeysOpen = true) },
    {
      id: 'queue:toggle',
      title: 'Pause the queue or go on',
      keys: 'ctrl+.',
      group: 'Everywhere',
      run: () => (isPaused() ? system.resumeQueue() : system.pauseQueue()),
    },
    {
      id: 'theme:toggle',
      title: 'Change between light and dark',
      run: () => settings.update({ theme: theme.value === 'dark' ? 'light' : 'dark' }),
    },
  ])
  onUnmounted(useBridge().host.onMenu((action) => void store.findByKeys(keysOfMenu[action])?.run()))
}
