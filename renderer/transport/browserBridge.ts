import type { Bridge, ChosenFile, Host } from '../../electron/shared/contract/bridge.ts'
import type { HostRequest } from '../../electron/shared/pageProtocol.ts'
import { downloadFile, pickFiles, pickFolder, uploadFiles } from './browserFiles.ts'
import { createNewsHub } from './newsHub.ts'
import { sendFolder } from './sendFolder.ts'
import { folderOfEntry } from './sentFolder.ts'
import { ServerSocket } from './serverSocket.ts'

const dataFiles = '.csv,.gz,text/csv,application/gzip'
const weightsFiles = '.safetensors'

/** The bridge of a page that `beatbench serve` serves: WebSocket, uploads, downloads. */
export function createBrowserBridge(): Bridge {
  const news = createNewsHub(() => location.reload())
  const socket = new ServerSocket(news.tell)
  // What a command answers with is the engine's promise (the contract), checked there.
  const ask = async <T>(request: HostRequest): Promise<T> => (await socket.ask({ host: request })) as T
  const chooseOne = async (kinds: string, onProgress?: (fraction: number) => void): Promise<ChosenFile | null> => {
    const [chosen] = await uploadFiles(await pickFiles(kinds, { multiple: false }), onProgress)
    return chosen ?? null
  }
  const host: Host = {
    kind: 'browser',
    chooseDataFiles: async (onProgress) => uploadFiles(await pickFiles(dataFiles), onProgress),
    chooseWeightsFile: (onProgress) => chooseOne(weightsFiles, onProgress),
    addDroppedFiles: uploadFiles,
    listOfferedFiles: () => ask({ kind: 'listOfferedFiles' }),
    chooseIndexFile: (onProgress) => chooseOne(dataFiles, onProgress),
    chooseFolder: async (sending) => {
      const folder = await pickFolder()
      return folder && sendFolder(folder, ask, sending)
    },
    addDroppedFolder: async ({ entry }, sending) => sendFolder(await folderOfEntry(entry), ask, sending),
    listOfferedFolders: () => ask({ kind: 'listOfferedFolders' }),
    forgetSent: (token) => ask({ kind: 'forgetSent', token }),
    saveFile: async (file) => {
      downloadFile(file)
      return true
    },
    listDatabases: () => ask({ kind: 'listDatabases' }),
    openDatabase: (request) => ask({ kind: 'openDatabase', request }),
    onMenu: news.onMenu,
  }
  return {
    invoke: async (command, input) => (await socket.ask({ command, input })) as never,
    on: news.on,
    onConnection: news.onConnection,
    host,
  }
}
