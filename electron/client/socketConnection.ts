import { connect, type Socket } from 'node:net'
import { createMessageConnection, ResponseError, SocketMessageReader, SocketMessageWriter } from 'vscode-jsonrpc/node'
import { AppError, fromErrorData, type ErrorData } from '../shared/appError.ts'
import { failureNumber, helloMethod, helloSchema, wireVersion, type Hello } from '../shared/wire.ts'

/** One connection to an engine that has answered. */
export interface SocketConnection {
  hello: Hello
  request(method: string, input: unknown): Promise<unknown>
  /** Ends it; `onClosed` is not told. */
  close(): void
}

/** Who listens on a connection: every event, and its end. */
export interface ConnectionListener {
  onEvent(name: string, data: unknown): void
  onClosed(): void
}

/**
 * Connects to the engine at `address`, or ends with null where none listens.
 * @throws AppError `conflict` when an engine of another version answers.
 */
export async function openSocket(address: string, listener: ConnectionListener): Promise<SocketConnection | null> {
  const socket = await connectSocket(address)
  if (!socket) return null
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket))
  let isOpen = false
  socket.on('error', () => socket.destroy())
  socket.once('close', () => {
    // Fails what is asked for and not answered yet.
    connection.dispose()
    if (isOpen) listener.onClosed()
  })
  connection.onNotification((method, parameters) => listener.onEvent(method, parameters))
  connection.listen()
  const request = async (method: string, input: unknown): Promise<unknown> => {
    try {
      return await connection.sendRequest(method, input)
    } catch (error) {
      if (error instanceof ResponseError && error.code === failureNumber) throw fromErrorData(error.data as ErrorData)
      // All else says that the line is broken, in the words of whoever noticed first.
      socket.destroy()
      throw new AppError('engine-lost', 'The engine has ended.', 'It can be started again; finished epochs are kept.')
    }
  }
  const close = () => {
    isOpen = false
    socket.destroy()
  }
  const opened = await shakeHands(request, close)
  isOpen = opened !== null && !socket.destroyed
  return isOpen ? opened : null
}

async function shakeHands(request: SocketConnection['request'], close: () => void): Promise<SocketConnection | null> {
  try {
    const hello = helloSchema.parse(await request(helloMethod, {}))
    if (hello.wireVersion === wireVersion) return { hello, request, close }
    throw new AppError(
      'conflict',
      `Beatbench ${hello.beatbench} is at work on this database, which this version cannot speak to.`,
      'Let its trainings end and close its windows, then try again.',
    )
  } catch (error) {
    close()
    if (error instanceof AppError && error.code === 'engine-lost') return null
    throw error
  }
}

function connectSocket(address: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.destroy()
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') resolve(null)
      else reject(error)
    })
  })
}
