import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { PageDesk } from '../../client/pageDesk.ts'
import { pageQuestionSchema, type PageAnswer, type PageNews, type ServerMessage } from '../../shared/pageProtocol.ts'
import { checkOrigin, type Sessions } from './access.ts'

/** The largest question of a page: a study of many variants has a few hundred kB. */
const maximumQuestionBytes = 8 * 2 ** 20
/** A page that reads this slowly is cut off, rather than have its events pile up in memory; it comes back by itself. */
const maximumBacklogBytes = 32 * 2 ** 20

export interface PageSockets {
  tell(news: PageNews): void
  close(): void
}

/** Pages' WebSockets at `/engine`: each question is answered at the desk, news go to all; a new page gets the `greeting`. */
export function attachPageSockets(
  server: Server,
  sessions: Sessions,
  desk: PageDesk,
  greeting: () => PageNews,
): PageSockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumQuestionBytes, perMessageDeflate: false })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const isAllowed = request.url === '/engine' && !checkOrigin(request, true) && sessions.isInside(request)
    if (!isAllowed) return stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    sockets.handleUpgrade(request, stream, head, (socket) => {
      send(socket, greeting())
      attend(socket, desk)
    })
  })
  return {
    tell: (news) => {
      for (const socket of sockets.clients) send(socket, news)
    },
    close: () => {
      for (const socket of sockets.clients) socket.close(1001)
      sockets.close()
    },
  }
}

function attend(socket: WebSocket, desk: PageDesk): void {
  socket.on('error', () => socket.terminate())
  socket.on('message', (data, isBinary) => {
    void answer(isBinary ? undefined : parse(data), desk).then((message) => {
      if (message) send(socket, message)
      else socket.close(1008)
    })
  })
}

async function answer(question: unknown, desk: PageDesk): Promise<ServerMessage | undefined> {
  const parsed = pageQuestionSchema.safeParse(question)
  if (!parsed.success) return undefined
  const asked = parsed.data
  const given: PageAnswer =
    'command' in asked ? await desk.answerCommand(asked.command, asked.input) : await desk.answerHostRequest(asked.host)
  return { type: 'answer', id: asked.id, answer: given }
}

function parse(data: RawData): unknown {
  try {
    return JSON.parse(data.toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function send(socket: WebSocket, message: ServerMessage): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > maximumBacklogBytes) socket.terminate()
  else socket.send(JSON.stringify(message))
}
