import { fromErrorData } from '../../electron/shared/appError.ts'
import type { Bridge, Host } from '../../electron/shared/contract/bridge.ts'
import type { HostRequest, PageAnswer, PreloadApi } from '../../electron/shared/pageProtocol.ts'
import { createNewsHub } from './newsHub.ts'

declare global {
  interface Window {
    /** There in Electron only. */
    beatbench?: PreloadApi
  }
}

/** The bridge of a window in Electron: what the preload script offers, with types. Throws outside Electron. */
export function createElectronBridge(): Bridge {
  const preload = preloadApi()
  const news = createNewsHub(() => location.reload())
  preload.onNews(news.tell)
  const ask = async <T>(request: HostRequest): Promise<T> => valueOf<T>(await preload.askHost(request))
  const host: Host = {
    kind: 'electron',
    chooseDataFiles: () => ask({ kind: 'chooseDataFiles' }),
    chooseWeightsFile: () => ask({ kind: 'chooseWeightsFile' }),
    addDroppedFiles: async (files) => valueOf(await preload.addDroppedFiles(files)),
    listOfferedFiles: () => ask({ kind: 'listOfferedFiles' }),
    chooseIndexFile: () => ask({ kind: 'chooseIndexFile' }),
    chooseFolder: () => ask({ kind: 'chooseFolder' }),
    addDroppedFolder: async ({ file }) => valueOf(await preload.addDroppedFolder(file)),
    listOfferedFolders: () => ask({ kind: 'listOfferedFolders' }),
    forgetSent: (token) => ask({ kind: 'forgetSent', token }),
    saveFile: ({ name, mediaType, content }) =>
      ask({
        kind: 'saveFile',
        name,
        mediaType,
        content: typeof content === 'string' ? content : new Uint8Array(content),
      }),
    listDatabases: () => ask({ kind: 'listDatabases' }),
    openDatabase: (request) => ask({ kind: 'openDatabase', request }),
    onMenu: news.onMenu,
  }
  return {
    invoke: async (command, input) => valueOf(await preload.invoke(command, input)),
    on: news.on,
    onConnection: news.onConnection,
    host,
  }
}

function preloadApi(): PreloadApi {
  if (!window.beatbench) throw new Error('window.beatbench is missing: the preload script did not run.')
  return window.beatbench
}

/** The value of an answer; its error is thrown. What a command answers with is the engine's promise (the contract). */
function valueOf<T>(answer: PageAnswer): T {
  if (!answer.ok) throw fromErrorData(answer.error)
  return answer.value as T
}
