import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import type { PageDesk } from '../client/pageDesk.ts'
import { toErrorData } from '../shared/appError.ts'
import type { ChosenFile, ChosenFolder } from '../shared/contract/bridge.ts'
import { electronChannels } from '../shared/electronChannels.ts'
import type { PageAnswer, PageNews } from '../shared/pageProtocol.ts'
import { isOurPage } from './pageAddress.ts'
import { senderAddress } from './platform.ts'

const pathSchema = z.string().max(4096)
const droppedSchema = z.array(pathSchema).max(100)

export interface PageRelayParts {
  window: () => BrowserWindow | undefined
  desk: PageDesk
  addDropped(paths: readonly string[]): Promise<ChosenFile[]>
  addDroppedFolder(folder: string): Promise<ChosenFolder>
}

/** Carries the page's questions to the desk. A message that is not from our page's own main frame is refused. */
export function relayPages({ window, desk, addDropped, addDroppedFolder }: PageRelayParts): void {
  const handle = (channel: string, answer: (...values: unknown[]) => Promise<PageAnswer>) => {
    ipcMain.handle(channel, (event, ...values: unknown[]) => {
      if (!isFromOurPage(event, window())) throw new Error('This page may not ask.')
      return answer(...values)
    })
  }
  handle(electronChannels.command, (command, input) => desk.answerCommand(command, input))
  handle(electronChannels.host, (request) => desk.answerHostRequest(request))
  handle(electronChannels.dropped, (paths) => asAnswer(async () => addDropped(droppedSchema.parse(paths))))
  handle(electronChannels.droppedFolder, (folder) => asAnswer(async () => addDroppedFolder(pathSchema.parse(folder))))
}

async function asAnswer(work: () => Promise<unknown>): Promise<PageAnswer> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, error: toErrorData(error) }
  }
}

/** Tells the window, if there is one. */
export function tellPage(window: BrowserWindow | undefined, news: PageNews): void {
  if (window && !window.isDestroyed()) window.webContents.send(electronChannels.news, news)
}

function isFromOurPage(event: IpcMainInvokeEvent, window: BrowserWindow | undefined): boolean {
  return window !== undefined && event.sender === window.webContents && isOurPage(senderAddress(event))
}
