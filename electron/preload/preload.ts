import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { electronChannels } from '../shared/electronChannels.ts'
import type { PageAnswer, PageNews, PreloadApi } from '../shared/pageProtocol.ts'
import { pathOfFile } from './platform.ts'

const ask = (channel: string, ...values: unknown[]): Promise<PageAnswer> => ipcRenderer.invoke(channel, ...values)

/** All that the page can reach of Electron: five functions, no `ipcRenderer`. Main checks whatever comes through them. */
const api: PreloadApi = {
  invoke: (command, input) => ask(electronChannels.command, command, input),
  askHost: (request) => ask(electronChannels.host, request),
  addDroppedFiles: (files) => ask(electronChannels.dropped, files.map(pathOfFile)),
  addDroppedFolder: (folder) => ask(electronChannels.droppedFolder, pathOfFile(folder)),
  onNews: (listener) => {
    const relay = (_event: IpcRendererEvent, news: PageNews) => listener(news)
    ipcRenderer.on(electronChannels.news, relay)
    return () => ipcRenderer.removeListener(electronChannels.news, relay)
  },
}

contextBridge.exposeInMainWorld('beatbench', api)
