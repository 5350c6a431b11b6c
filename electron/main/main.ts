import path from 'node:path'
import { app, dialog, session } from 'electron'
import { dataFolder, defaultDatabase } from '../client/defaultDatabase.ts'
import { toErrorData } from '../shared/appError.ts'
import { databaseOption, findRoot } from './launchOptions.ts'
import { prepareApp } from './platform.ts'
import { startWorkbench } from './workbench.ts'

const here = import.meta.dirname
const databasePath = databaseOption(process.argv.slice(1), process.cwd()) ?? defaultDatabase()

app.setName('Beatbench')
app.setPath('userData', path.join(dataFolder(), 'window'))
prepareApp()

if (app.requestSingleInstanceLock()) void start()
else app.quit()

async function start(): Promise<void> {
  await app.whenReady()
  try {
    await startWorkbench({
      databasePath,
      root: findRoot(here),
      session: session.defaultSession,
      pageFolder: path.join(here, '..', 'renderer'),
      preload: path.join(here, '..', 'preload', 'preload.cjs'),
      stateFile: path.join(app.getPath('userData'), 'window-state.json'),
    })
  } catch (error) {
    const { message, hint } = toErrorData(error)
    dialog.showErrorBox('Beatbench cannot start', [message, hint].filter(Boolean).join('\n\n'))
    app.exit(1)
  }
}
