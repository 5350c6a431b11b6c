import { promises as fs } from 'node:fs'
import { Readable } from 'node:stream'
import {
  BrowserWindow,
  protocol,
  type IpcMainInvokeEvent,
  type MessageBoxOptions,
  type Session,
  type WebContents,
} from 'electron'
import { pageHeaders, type PageFile } from '../client/pageFiles.ts'
import { pageScheme, pathOfRequest } from './pageAddress.ts'

/** What Electron 9 has, and today's types no longer name. */
interface OldProtocol {
  registerStreamProtocol(
    scheme: string,
    handler: (request: { url: string; method: string }, answer: (response: OldResponse) => void) => void,
  ): void
}
interface OldResponse {
  statusCode: number
  headers: Record<string, string>
  data: Readable
}
interface OldWebContents {
  on(event: 'new-window', listener: (event: { preventDefault(): void }) => void): void
  getURL(): string
}

/**
 * Tests may run as root, where this old Electron takes `--no-sandbox` only if not all pages are forced into it.
 * SIGUSR2 is the click on the window's close button, which needs a window manager.
 */
export function prepareApp(): void {
  process.on('SIGUSR2', () => BrowserWindow.getAllWindows().forEach((window) => window.close()))
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function servePage(session: Session, files: ReadonlyMap<string, PageFile>): void {
  const old = session.protocol as unknown as OldProtocol
  old.registerStreamProtocol(pageScheme, (request, answer) => {
    void readPage(files, request).then(answer)
  })
}

async function readPage(
  files: ReadonlyMap<string, PageFile>,
  request: { url: string; method: string },
): Promise<OldResponse> {
  const file = files.get(pathOfRequest(request.url) ?? '')
  if (!file || request.method !== 'GET')
    return { statusCode: 404, headers: { ...pageHeaders }, data: Readable.from([]) }
  const headers = { ...pageHeaders, 'Content-Type': file.mediaType }
  return { statusCode: 200, headers, data: Readable.from([await fs.readFile(file.path)]) }
}

export function denyNewWindows(contents: WebContents): void {
  const old = contents as unknown as OldWebContents
  old.on('new-window', (event) => event.preventDefault())
}

/** Electron 9 names no frame; our page has one only, by its CSP. */
export function senderAddress(event: IpcMainInvokeEvent): string {
  return event.sender.getURL()
}

/** Nobody is there to answer a dialog: the test names the button beforehand. */
export async function ask(_window: BrowserWindow, question: MessageBoxOptions): Promise<number> {
  const answer = process.env['BEATBENCH_FIXTURE_ANSWER']
  const index = (question.buttons ?? []).findIndex((button) => button === answer)
  console.log(`asked: ${question.message}`)
  return index >= 0 ? index : (question.cancelId ?? 0)
}
