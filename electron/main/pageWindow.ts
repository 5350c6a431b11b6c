import path from 'node:path'
import { BrowserWindow, nativeTheme, type Session, type WebContents } from 'electron'
import { isOurPage, pageAddress } from './pageAddress.ts'
import { denyNewWindows } from './platform.ts'
import { showFailure } from './showFailure.ts'
import { keepWindowState, readWindowState } from './windowState.ts'

const repeatedWithinMs = 10_000

/** The workbench's window: sandboxed, isolated, without Node, and kept on our page. */
export function createPageWindow(stateFile: string, preload: string): BrowserWindow {
  const state = readWindowState(stateFile)
  const window = new BrowserWindow({
    width: state?.width ?? 1440,
    height: state?.height ?? 900,
    ...(state ? { x: state.x, y: state.y } : {}),
    minWidth: 960,
    minHeight: 600,
    title: 'Beatbench',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0F1317' : '#F4F6F7',
    webPreferences: {
      preload: path.resolve(preload),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  lockContents(window.webContents)
  bringBack(window)
  keepWindowState(window, stateFile)
  window.once('ready-to-show', () => {
    if (state?.isMaximized) window.maximize()
    window.show()
  })
  void window.loadURL(pageAddress)
  return window
}

/** A page that died comes back at once, since it holds nothing of its own; not when it dies again right away. */
function bringBack(window: BrowserWindow): void {
  let lastAt = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const isRepeated = Date.now() - lastAt < repeatedWithinMs
    lastAt = Date.now()
    console.error(`The window's page ended: ${reason}.`)
    if (isRepeated)
      showFailure(new Error(`The window's page ended (${reason}). Trainings go on; open Beatbench again.`))
    // Not inside the event: the dead page is still being taken down then.
    else setTimeout(() => !window.isDestroyed() && void window.loadURL(pageAddress), 200)
  })
}

/** No other page, no other window, no web view. */
export function lockContents(contents: WebContents): void {
  denyNewWindows(contents)
  const keepHere = (event: { preventDefault(): void }, address: string) => {
    if (!isOurPage(address)) event.preventDefault()
  }
  contents.on('will-navigate', keepHere)
  contents.on('will-redirect', keepHere)
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Camera, location, notifications and the like: none is needed. The clipboard is written for exported tables. */
export function denyPermissions(session: Session): void {
  const isAllowed = (permission: string): boolean => permission === 'clipboard-sanitized-write'
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(isAllowed(permission)))
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission))
}
