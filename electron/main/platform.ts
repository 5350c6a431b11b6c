import { readFile } from 'node:fs/promises'
import {
  app,
  dialog,
  protocol,
  type BrowserWindow,
  type IpcMainInvokeEvent,
  type MessageBoxOptions,
  type Session,
  type WebContents,
} from 'electron'
import { pageHeaders, type PageFile } from '../client/pageFiles.ts'
import { pageScheme, pathOfRequest } from './pageAddress.ts'

/**
 * Every call that differs between Electron's versions. `platformFixture.ts` has the same functions for the Electron 9
 * that the tests run in, and takes this file's place in that build.
 */

/** Before the app is ready: every page is sandboxed, and our scheme is an origin of its own, with CSP and modules. */
export function prepareApp(): void {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers requests to our scheme from the files of the page; anything else is not there. */
export function servePage(session: Session, files: ReadonlyMap<string, PageFile>): void {
  session.protocol.handle(pageScheme, async (request) => {
    const file = files.get(pathOfRequest(request.url) ?? '')
    if (!file || request.method !== 'GET')
      return new Response('Not found', { status: 404, headers: { ...pageHeaders } })
    const body = new Uint8Array(await readFile(file.path))
    return new Response(body, { headers: { ...pageHeaders, 'Content-Type': file.mediaType } })
  })
}

export function denyNewWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The address of the frame that sent a message, when it is the window's main frame; else an empty text. */
export function senderAddress(event: IpcMainInvokeEvent): string {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame ? frame.url : ''
}

/** Asks in a dialog; ends with the number of the button. */
export async function ask(window: BrowserWindow, question: MessageBoxOptions): Promise<number> {
  const { response } = await dialog.showMessageBox(window, question)
  return response
}
