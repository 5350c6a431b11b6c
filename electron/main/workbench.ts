import { app, type BrowserWindow, type Session } from 'electron'
import { connectEngine } from '../client/connectEngine.ts'
import { switchDatabase } from '../client/databaseChoice.ts'
import { rememberDatabase } from '../client/databasePlaces.ts'
import { EngineLink } from '../client/engineLink.ts'
import { FileTokens } from '../client/fileTokens.ts'
import { createPageDesk } from '../client/pageDesk.ts'
import { listPageFiles } from '../client/pageFiles.ts'
import { settleTrainings } from './closing.ts'
import { createElectronHost } from './electronHost.ts'
import { databaseOption } from './launchOptions.ts'
import { setMenu } from './menu.ts'
import { relayPages, tellPage } from './pageRelay.ts'
import { createPageWindow, denyPermissions } from './pageWindow.ts'
import { servePage } from './platform.ts'
import { showFailure } from './showFailure.ts'

export interface WorkbenchOptions {
  databasePath: string
  /** The folder that holds the engine. */
  root: string
  session: Session
  pageFolder: string
  preload: string
  stateFile: string
}

/**
 * Opens the window on the engine of a database, and quits when it is closed.
 * @throws AppError of an engine that cannot start.
 */
export async function startWorkbench(options: WorkbenchOptions): Promise<void> {
  const { root } = options
  const link = await EngineLink.open((databasePath) => connectEngine({ databasePath, root }), options.databasePath)
  rememberDatabase(link.databasePath)
  let window: BrowserWindow | undefined
  const openWindow = (): BrowserWindow => {
    if (!window) throw new Error('The window is closed.')
    return window
  }
  const files = new FileTokens()
  const host = createElectronHost(openWindow, link, files)
  const desk = createPageDesk({ link, files, serveHostRequest: (request) => host.serve(request) })
  denyPermissions(options.session)
  servePage(options.session, listPageFiles(options.pageFolder))
  relayPages({
    window: () => window,
    desk,
    addDropped: (paths) => host.addDropped(paths),
    addDroppedFolder: (folder) => host.addDroppedFolder(folder),
  })
  link.onNews((news) => tellPage(window, news))
  setMenu({ window: () => window, openDatabase: () => void host.chooseDatabase().catch(showFailure) })

  window = createPageWindow(options.stateFile, options.preload)
  // A page that comes up while the engine is lost must hear of it.
  window.webContents.on('did-finish-load', () => tellPage(window, { type: 'connection', state: link.state }))
  askBeforeClosing(window, link)
  window.on('closed', () => {
    window = undefined
    link.close()
    app.quit()
  })
  app.on('second-instance', (_event, args, folder) => {
    const other = databaseOption(args, folder)
    if (other !== undefined) void switchDatabase(link, other).catch(showFailure)
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
}

/** The question comes up once, however often the window is told to close meanwhile. A signal closes without it. */
function askBeforeClosing(window: BrowserWindow, link: EngineLink): void {
  let mayClose = false
  let isAsking = false
  window.on('close', (event) => {
    if (mayClose) return
    event.preventDefault()
    if (isAsking) return
    isAsking = true
    void settleTrainings(window, link)
      .catch(showFailure)
      .then((answer) => {
        isAsking = false
        mayClose = answer === true
        if (mayClose) window.close()
      })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      mayClose = true
      if (!window.isDestroyed()) window.close()
    })
  }
}
