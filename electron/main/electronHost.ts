import { promises as fs } from 'node:fs'
import path from 'node:path'
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import { newDatabasePath, offerDatabases, switchDatabase } from '../client/databaseChoice.ts'
import type { EngineLink } from '../client/engineLink.ts'
import type { FileTokens } from '../client/fileTokens.ts'
import { AppError } from '../shared/appError.ts'
import type { ChosenFile, ChosenFolder } from '../shared/contract/bridge.ts'
import type { HostRequest, OpenDatabaseRequest } from '../shared/pageProtocol.ts'

const droppedFile = /\.(csv|csv\.gz|safetensors)$/i

export interface ElectronHost {
  serve(request: HostRequest): Promise<unknown>
  /** Paths that the preload script read from files dropped on the window. */
  addDropped(paths: readonly string[]): Promise<ChosenFile[]>
  /** The same of a folder. Throws AppError `bad-file` where no record is in it. */
  addDroppedFolder(folder: string): Promise<ChosenFolder>
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
      case 'listOfferedFolders':
        return []
      case 'chooseDataFiles':
        return chooseDataFiles(window(), files)
      case 'chooseWeightsFile':
        return chooseFile(window(), files, weightsDialog)
      case 'chooseIndexFile':
        return chooseFile(window(), files, indexDialog)
      case 'chooseFolder':
        return chooseFolder(window(), files)
      case 'openSentFolder':
        throw new AppError('bad-input', 'Nothing is sent here: folders are read where they are.')
      case 'forgetSent':
        return undefined
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
  const addDroppedFolder = async (folder: string): Promise<ChosenFolder> => {
    if (!path.isAbsolute(folder)) throw new AppError('bad-file', 'The folder cannot be read.', 'Choose it instead.')
    return files.offerFolder(folder)
  }
  return { serve, addDropped, addDroppedFolder, chooseDatabase }
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

const weightsDialog: OpenDialogOptions = {
  title: 'Choose a file of weights',
  filters: [{ name: 'safetensors', extensions: ['safetensors'] }],
}

const indexDialog: OpenDialogOptions = {
  title: 'Choose the file that tells the order of beats',
  filters: [{ name: 'CSV, plain or gzip', extensions: ['csv', 'gz'] }],
}

async function chooseFile(
  window: BrowserWindow,
  files: FileTokens,
  options: OpenDialogOptions,
): Promise<ChosenFile | null> {
  const { filePaths } = await dialog.showOpenDialog(window, { ...options, properties: ['openFile'] })
  const [chosen] = filePaths
  return chosen === undefined ? null : files.offer(chosen)
}

async function chooseFolder(window: BrowserWindow, files: FileTokens): Promise<ChosenFolder | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a folder of recordings',
    properties: ['openDirectory'],
  })
  const [chosen] = filePaths
  return chosen === undefined ? null : files.offerFolder(chosen)
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
