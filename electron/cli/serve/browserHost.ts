import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { newDatabasePath, offerDatabases, switchDatabase } from '../../client/databaseChoice.ts'
import type { EngineLink } from '../../client/engineLink.ts'
import type { FileTokens } from '../../client/fileTokens.ts'
import { AppError } from '../../shared/appError.ts'
import type { ChosenFile } from '../../shared/contract/bridge.ts'
import type { HostRequest, OpenDatabaseRequest } from '../../shared/pageProtocol.ts'

export interface BrowserHostParts {
  link: EngineLink
  files: FileTokens
  /** Folders named by `--data`. */
  dataFolders: readonly string[]
}

/** What the server does for its pages besides relaying; dialogs and saving are the browser's own. */
export function createBrowserHost({ link, files, dataFolders }: BrowserHostParts) {
  const open = (request: OpenDatabaseRequest): Promise<boolean> => {
    if ('token' in request) return switchDatabase(link, files.pathOf(request.token))
    if ('create' in request) return switchDatabase(link, newDatabasePath(link, request.create))
    throw new AppError('bad-input', 'A browser has no dialog for databases.', 'Choose one of the list, or use --db.')
  }
  return async (request: HostRequest): Promise<unknown> => {
    switch (request.kind) {
      case 'listOfferedFiles':
        return offerDataFiles(dataFolders, files)
      case 'listDatabases':
        return offerDatabases(link, files)
      case 'openDatabase':
        return open(request.request)
      case 'chooseDataFiles':
      case 'chooseWeightsFile':
      case 'saveFile':
        throw new AppError('bad-input', 'Files are chosen and saved by the browser itself.')
    }
  }
}

/** CSV files, plain or gzip, directly in the folders. */
async function offerDataFiles(folders: readonly string[], files: FileTokens): Promise<ChosenFile[]> {
  const paths = folders
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
    // One link that leads nowhere must not hide the other files.
    .filter((file) => /\.csv(\.gz)?$/i.test(file) && statSync(file, { throwIfNoEntry: false })?.isFile())
    .sort()
  return Promise.all(paths.map((file) => files.offer(file)))
}
