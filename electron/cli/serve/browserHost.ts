import { newDatabasePath, offerDatabases, switchDatabase } from '../../client/databaseChoice.ts'
import type { EngineLink } from '../../client/engineLink.ts'
import type { FileTokens } from '../../client/fileTokens.ts'
import { AppError } from '../../shared/appError.ts'
import type { HostRequest, OpenDatabaseRequest } from '../../shared/pageProtocol.ts'
import { offerDataFiles, offerFolders } from './offeredData.ts'
import type { Uploads } from './uploads.ts'

export interface BrowserHostParts {
  link: EngineLink
  files: FileTokens
  uploads: Uploads
  /** Folders named by `--data`. */
  dataFolders: readonly string[]
}

/** What the server does for its pages besides relaying; dialogs and saving are the browser's own. */
export function createBrowserHost({ link, files, uploads, dataFolders }: BrowserHostParts) {
  const open = (request: OpenDatabaseRequest): Promise<boolean> => {
    if ('token' in request) return switchDatabase(link, files.pathOf(request.token))
    if ('create' in request) return switchDatabase(link, newDatabasePath(link, request.create))
    throw new AppError('bad-input', 'A browser has no dialog for databases.', 'Choose one of the list, or use --db.')
  }
  return async (request: HostRequest): Promise<unknown> => {
    switch (request.kind) {
      case 'listOfferedFiles':
        return offerDataFiles(dataFolders, files)
      case 'listOfferedFolders':
        return offerFolders(dataFolders, files)
      case 'openSentFolder':
        return uploads.openFolder(request.name)
      case 'forgetSent':
        return uploads.forgetToken(request.token)
      case 'listDatabases':
        return offerDatabases(link, files)
      case 'openDatabase':
        return open(request.request)
      case 'chooseDataFiles':
      case 'chooseWeightsFile':
      case 'chooseIndexFile':
      case 'chooseFolder':
      case 'saveFile':
        throw new AppError('bad-input', 'Files are chosen and saved by the browser itself.')
    }
  }
}
