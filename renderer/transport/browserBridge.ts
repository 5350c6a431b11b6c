import type { Bridge, Host } from '../../electron/shared/contract/bridge.ts'
import type { HostRequest } from '../../electron/shared/pageProtocol.ts'
import { downloadFile, pickFiles, uploadFiles } from './browserFiles.ts'
import { createNewsHub } from './newsHub.ts'
import { ServerSocket } from './serverSocket.ts'

const dataFiles = '.csv,.gz,text/csv,application/gzip'
const weightsFiles = '.safetensors'

/** The bridge of a page that `beatbench serve` serves: WebSocket, uploads, downloads. */
export function createBrowserBridge(): Bridge {
  const news = createNewsHub(() => location.reload())
  const socket = new ServerSocket(news.tell)
  // What a command answers with is the engine's promise (the contract), checked there.
  const ask = async <T>(request: HostRequest): Promise<T> => (await socket.ask({ host: request })) as T
  const host: Host = {
    kind: 'browser',
    chooseDataFiles: async (onProgress) => uploadFiles(await pickFiles(dataFiles), onProgress),
    chooseWeightsFile: async (onProgress) => {
      const [chosen] = await uploadFiles(await pickFiles(weightsFiles, { multiple: false }), onProgress)
      return chosen ?? null
    },
    addDroppedFiles: uploadFiles,
    listOfferedFiles: () => ask({ kind: 'listOfferedFiles' }),
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
