import { promises as fs } from 'node:fs'
import path from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { newDatabasePath, offerDatabases, switchDatabase } from '../client/databaseChoice.ts'
import type { EngineLink } from '../client/engineLink.ts'
import type { FileTokens } from '../client/fileTokens.ts'
import { AppError } from '../shared/appError.ts'
import type { ChosenFile } from '../shared/contract/bridge.ts'
import type { HostRequest, OpenDatabaseRequest } from '../shared/pageProtocol.ts'

const droppedFile = /\.(csv|csv\.gz|safetensors)$/i

export interface ElectronHost {
  serve(request: HostRequest): Promise<unknown>
  /** Paths that the preload script read from files dropped on the window. */
  addDropped(paths: readonly string[]): Promise<ChosenFile[]>
  /** Asks for a database in the system's dialog; false when the user changed their mind. */
  chooseDatabase(): Promise<boolean>
}

/** What Electron does for its page besides relaying: the system's dialogs, and what follows from them. */
export function createElectronHost(window: () => BrowserWindow, link: EngineLink, files: FileTokens): ElectronHost {
  const chooseDatabase = async (): Promise<boolean> => {
    const { filePaths } = await dialog.showOpenDialog(window(), {
      title: 'Open database',
      defaultPath: path.dirname(link.databasePath),
      filters: [{ name: 'Beatbench databases', extensions: ['db', 'sqlite'] }],
      properties: ['openFile'],
    })
    const [chosen] = filePaths
    return chosen === undefined ? false : switchDatabase(link, chosen)
  }
  const open = (request: OpenDatabaseRequest): Promise<boolean> => {
    if ('token' in request) return switchDatabase(link, files.pathOf(request.token))
    if ('create' in request) return switchDatabase(link, newDatabasePath(link, request.create))
    return chooseDatabase()
  }
  const serve = async (request: HostRequest): Promise<unknown> => {
    switch (request.kind) {
      case 'listOfferedFiles':
        return []
      case 'chooseDataFiles':
        return chooseDataFiles(window(), files)
      case 'chooseWeightsFile':
        return chooseWeightsFile(window(), files)
      case 'saveFile':
        return saveFile(window(), request)
      case 'listDatabases':
        return offerDatabases(link, files)
      case 'openDatabase':
        return open(request.request)
    }
  }
  const addDropped = (paths: readonly string[]): Promise<ChosenFile[]> =>
    Promise.all(
      paths.filter((file) => path.isAbsolute(file) && droppedFile.test(file)).map((file) => files.offer(file)),
    )
  return { serve, addDropped, chooseDatabase }
}

async function chooseDataFiles(window: BrowserWindow, files: FileTokens): Promise<ChosenFile[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose the training and the test file',
    filters: [
      { name: 'CSV, plain or gzip', extensions: ['csv', 'gz'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile', 'multiSelections'],
  })
  return Promise.all(filePaths.map((file) => files.offer(file)))
}

async function chooseWeightsFile(window: BrowserWindow, files: FileTokens): Promise<ChosenFile | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a file of weights',
    filters: [{ name: 'safetensors', extensions: ['safetensors'] }],
    properties: ['openFile'],
  })
  const [chosen] = filePaths
  return chosen === undefined ? null : files.offer(chosen)
}

/** Writes beside the target and renames, so that an older file is replaced by a whole one or not at all. */
async function saveFile(
  window: BrowserWindow,
  { name, content }: Extract<HostRequest, { kind: 'saveFile' }>,
): Promise<boolean> {
  const { filePath } = await dialog.showSaveDialog(window, { title: 'Save', defaultPath: name })
  if (!filePath) return false
  const partial = `${filePath}.partial-${process.pid}`
  try {
    await fs.writeFile(partial, content)
    await fs.rename(partial, filePath)
  } catch (error) {
    await fs.unlink(partial).catch(() => undefined)
    throw describeFailure(error as NodeJS.ErrnoException, filePath)
  }
  return true
}

function describeFailure(error: NodeJS.ErrnoException, filePath: string): Error {
  if (error.code === 'ENOSPC') return new AppError('disk-full', `The disk is full: ${filePath} was not written.`)
  if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM') {
    return new AppError('read-only', `${filePath} cannot be written.`, 'Choose another folder.')
  }
  return error
}
