import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { listPageFiles, pageHeaders, type PageFile } from '../../client/pageFiles.ts'
import { AppError, toErrorData, type ErrorCode } from '../../shared/appError.ts'
import { checkOrigin, type Refusal, type Sessions } from './access.ts'
import { entrancePage, refusalPage } from './plainPages.ts'

export interface PageServerParts {
  /** The built page. */
  folder: string
  /** `folder` is the token of the folder that the file belongs to, null for a file by itself. Ends with what the page is told. */
  receiveUpload(request: IncomingMessage, name: string, folder: string | null): Promise<unknown>
}

/** A page server that listens, and its port. `sessions` is set before the first request can come. */
export interface PageServer {
  server: Server
  port: number
}

/** What an upload's failure is to a browser; the code inside says more. */
const statusOf: Partial<Record<ErrorCode, number>> = {
  'bad-input': 400,
  'not-found': 404,
  conflict: 409,
  'disk-full': 413,
}

/**
 * Serves the page's own files, the entrance and uploads on 127.0.0.1.
 * @throws AppError `conflict` when the port is taken.
 */
export async function startPageServer(
  parts: PageServerParts,
  port: number,
  makeSessions: (port: number) => Sessions,
): Promise<PageServer & { sessions: Sessions }> {
  let files = listPageFiles(parts.folder)
  // A page that is built anew while the server runs has other files.
  const findFile = (pathname: string): PageFile | undefined => {
    if (pathname === '/') files = listPageFiles(parts.folder)
    return files.get(pathname)
  }
  const state: { sessions?: Sessions } = {}
  const server = createServer((request, response) => {
    const { sessions } = state
    if (!sessions) return
    void answer({ ...parts, findFile, sessions }, request, response).catch((error: unknown) => {
      // The browser went away in the middle of a file: nobody is left to be told.
      response.destroy(error as Error)
    })
  })
  // Node would cut off an upload after five minutes; half a gigabyte takes longer through an SSH tunnel.
  server.requestTimeout = 0
  await listen(server, port)
  const actualPort = (server.address() as AddressInfo).port
  state.sessions = makeSessions(actualPort)
  return { server, port: actualPort, sessions: state.sessions }
}

interface Context extends PageServerParts {
  findFile: (pathname: string) => PageFile | undefined
  sessions: Sessions
}

async function answer(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const isUpload = request.method === 'POST'
  const refusal = checkOrigin(request, isUpload) ?? checkMethod(request)
  if (refusal) return refuse(response, refusal)
  const url = parseUrl(request)
  if (!url) return refuse(response, { status: 400, text: 'The address cannot be read.' })
  if (!isUpload && url.pathname.startsWith('/enter/')) return enter(context, url, response)
  if (!context.sessions.isInside(request)) {
    return refuse(response, {
      status: 401,
      text: 'Open the address that `beatbench serve` printed: it lets this browser in.',
    })
  }
  if (!isUpload) return sendFile(context.findFile(url.pathname), request, response)
  if (url.pathname !== '/upload') return refuse(response, { status: 400, text: 'Files go to /upload.' })
  await takeUpload(context, url, request, response)
}

function checkMethod(request: IncomingMessage): Refusal | undefined {
  return ['GET', 'HEAD', 'POST'].includes(request.method ?? '')
    ? undefined
    : { status: 400, text: `${request.method} is not answered here.` }
}

function parseUrl(request: IncomingMessage): URL | undefined {
  return URL.parse(request.url ?? '', 'http://127.0.0.1') ?? undefined
}

function enter({ sessions }: Context, url: URL, response: ServerResponse): void {
  const cookie = sessions.enter(url.pathname.slice('/enter/'.length))
  if (cookie === undefined) {
    return refuse(response, { status: 403, text: 'This address was used already, or is not whole.' })
  }
  send(response, 200, entrancePage(), { 'Set-Cookie': cookie })
}

async function sendFile(file: PageFile | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!file) return send(response, 404, refusalPage('There is nothing at this address.'))
  response.writeHead(200, { ...pageHeaders, 'Content-Type': file.mediaType, 'Cache-Control': 'no-cache' })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(file.path), response)
}

async function takeUpload(
  { receiveUpload }: Context,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { searchParams } = url
    sendJson(response, 200, await receiveUpload(request, searchParams.get('name') ?? '', searchParams.get('folder')))
  } catch (error) {
    const data = toErrorData(error)
    response.setHeader('Connection', 'close')
    sendJson(response, statusOf[data.code] ?? 500, data)
  }
}

function refuse(response: ServerResponse, { status, text }: Refusal): void {
  response.setHeader('Connection', 'close')
  send(response, status, refusalPage(text))
}

function send(response: ServerResponse, status: number, html: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    ...pageHeaders,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(html)
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(value))
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      reject(isTaken ? new AppError('conflict', `Port ${port} cannot be had.`, 'Choose another with --port.') : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}
