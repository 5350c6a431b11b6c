import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import {
  createMessageConnection,
  ResponseError,
  SocketMessageReader,
  SocketMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node'
import { toErrorData, type ErrorData } from '../shared/appError.ts'
import { failureNumber, helloMethod, type Hello } from '../shared/wire.ts'
import type { Engine } from './createEngine.ts'

/** A client that takes nothing for so long that this much waits for it is let go. */
const unreadLimitBytes = 64 * 2 ** 20
/** A client that does not hang up when the engine ends is cut off. */
const letGoAfterMs = 1000

export interface SocketServer {
  clientCount(): number
  /** Takes no new clients; those there are let go once what they asked for is answered. */
  close(): Promise<void>
}

/**
 * Answers the engine's clients at `address`, a socket for this user alone (mode 0600).
 * Only the holder of the database's lock may call it: a socket that an engine before left behind is removed.
 */
export async function serveSocket(engine: Engine, address: string, hello: Hello): Promise<SocketServer> {
  const clients = new Map<Socket, MessageConnection>()
  const server = createServer((socket) => {
    clients.set(socket, answer(engine, socket, hello))
    socket.once('close', () => clients.delete(socket))
  })
  const isPipe = process.platform === 'win32'
  if (!isPipe) rmSync(address, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
  if (!isPipe) chmodSync(address, 0o600)
  return {
    clientCount: () => clients.size,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const connection of clients.values()) connection.end()
      setTimeout(() => clients.forEach((_, socket) => socket.destroy()), letGoAfterMs).unref()
      await closed
    },
  }
}

function answer(engine: Engine, socket: Socket, hello: Hello): MessageConnection {
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket))
  connection.onRequest(async (method: string, input: unknown) => {
    try {
      return method === helloMethod ? hello : await engine.invokeUnchecked(method, input)
    } catch (error) {
      return toResponseError(method, error)
    }
  })
  const unsubscribe = engine.events.subscribe((name, data) => {
    if (socket.writableLength > unreadLimitBytes) socket.destroy()
    else if (!socket.destroyed) void connection.sendNotification(name, data).catch(() => socket.destroy())
  })
  socket.on('error', () => socket.destroy())
  socket.once('close', () => {
    unsubscribe()
    connection.dispose()
  })
  connection.listen()
  return connection
}

function toResponseError(method: string, error: unknown): ResponseError<ErrorData> {
  const data = toErrorData(error)
  // What is no AppError is a defect: where it happened belongs into the log.
  if (data.code === 'internal') console.error(`${method} failed:`, error)
  return new ResponseError(failureNumber, data.message, data)
}
