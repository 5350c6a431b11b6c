import { app, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { MenuAction } from '../shared/contract/bridge.ts'
import { tellPage } from './pageRelay.ts'

type Item = MenuItemConstructorOptions

export interface MenuParts {
  window: () => BrowserWindow | undefined
  openDatabase: () => void
}

/** The native menu. The page knows all shortcuts itself; the menu names them, and tells the page what was chosen. */
export function setMenu({ window, openDatabase }: MenuParts): void {
  const act = (label: string, action: MenuAction, accelerator?: string): Item => ({
    label,
    // Pressed keys go to the page alone; otherwise page and menu would both act.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => tellPage(window(), { type: 'menu', action }),
  })
  const roles = (names: readonly NonNullable<Item['role']>[]): Item[] => names.map((role) => ({ role }))
  const line: Item = { type: 'separator' }
  const menus: Record<string, Item[]> = {
    File: [
      act('Import data…', 'import'),
      { label: 'Open database…', click: openDatabase },
      line,
      act('Export…', 'export', 'Ctrl+E'),
      act('Settings', 'settings', 'Ctrl+,'),
      line,
      { role: 'quit' },
    ],
    Edit: [
      act('Undo', 'undo', 'Ctrl+Z'),
      act('Redo', 'redo', 'Ctrl+Shift+Z'),
      line,
      ...roles(['cut', 'copy', 'paste', 'selectAll']),
    ],
    Go: [
      act('Data', 'go-data'),
      act('Design', 'go-design'),
      act('Runs', 'go-runs'),
      act('Compare', 'go-compare'),
      act('Explain', 'go-explain'),
      line,
      act('Commands…', 'commands', 'Ctrl+K'),
    ],
    Study: [act('Launch', 'launch', 'Ctrl+Enter'), act('Pause or go on', 'pause', 'Ctrl+.')],
    View: [
      ...roles(['zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen']),
      ...(app.isPackaged ? [] : roles(['toggleDevTools'])),
    ],
    Help: [act('Keys', 'shortcuts'), { role: 'about' }],
  }
  const template = Object.entries(menus).map(([label, submenu]): Item => ({ label, submenu }))
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
