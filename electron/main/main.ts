import path from 'node:path'
import { app, session } from 'electron'
import { dataFolder, defaultDatabase } from '../client/defaultDatabase.ts'
import { databaseOption, findRoot } from './launchOptions.ts'
import { prepareApp } from './platform.ts'
import { showFailure } from './showFailure.ts'
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
    showFailure(error, 'Beatbench cannot start')
    app.exit(1)
  }
}
