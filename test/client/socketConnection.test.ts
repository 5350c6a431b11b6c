import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createMessageConnection, SocketMessageReader, SocketMessageWriter } from 'vscode-jsonrpc/node'
import path from 'node:path'
import { connectEngine } from '../../electron/client/connectEngine.ts'
import { openSocket } from '../../electron/client/socketConnection.ts'
import { socketPath } from '../../electron/client/socketPath.ts'
import { helloMethod, wireVersion } from '../../electron/shared/wire.ts'
import { testFolder } from '../support/testEngine.ts'

const silent = { onEvent: () => undefined, onClosed: () => undefined }
const hello = { wireVersion, beatbench: '0.0', pid: 1, databasePath: '/a.db' }

/** A server in place of an engine; it closes when the test ends. */
async function serve(address: string, onConnection: (socket: Socket) => void): Promise<void> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(address, resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
}

function answer(socket: Socket, reply: typeof hello): void {
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket))
  connection.onRequest(helloMethod, () => reply)
  connection.onRequest('never', () => new Promise(() => undefined))
  connection.onRequest('hang.up', () => socket.destroy())
  connection.listen()
}

it('is null where nobody listens, or where the listener hangs up at once', async () => {
  const address = path.join(testFolder(), 's.sock')
  expect(await openSocket(address, silent)).toBeNull()
  await serve(address, (socket) => socket.destroy())
  let closed = 0
  expect(await openSocket(address, { ...silent, onClosed: () => (closed += 1) })).toBeNull()
  expect(closed).toBe(0)
})

it('refuses to speak to an engine of another version', async () => {
  const address = path.join(testFolder(), 's.sock')
  await serve(address, (socket) => answer(socket, { ...hello, wireVersion: wireVersion + 1 }))
  await expect(openSocket(address, silent)).rejects.toMatchObject({ code: 'conflict' })
})

it('fails what was asked for when the engine goes, and tells once', async () => {
  const address = path.join(testFolder(), 's.sock')
  await serve(address, (socket) => answer(socket, hello))
  let closed = 0
  const connection = await openSocket(address, { ...silent, onClosed: () => (closed += 1) })
  const asked = connection?.request('never', {})
  const hungUp = connection?.request('hang.up', {})
  await expect(asked).rejects.toMatchObject({ code: 'engine-lost' })
  await expect(hungUp).rejects.toMatchObject({ code: 'engine-lost' })
  await expect(connection?.request('never', {})).rejects.toMatchObject({ code: 'engine-lost' })
  expect(closed).toBe(1)
})

it('tells nobody when the client itself hangs up', async () => {
  const address = path.join(testFolder(), 's.sock')
  const gone = new Promise<void>((resolve) => {
    void serve(address, (socket) => {
      answer(socket, hello)
      socket.once('close', () => resolve())
    })
  })
  let closed = 0
  const connection = await openSocket(address, { ...silent, onClosed: () => (closed += 1) })
  connection?.close()
  await gone
  expect(closed).toBe(0)
})

it('says so when an engine listens but does not answer', async () => {
  const databasePath = path.join(testFolder(), 'a.db')
  await serve(socketPath(databasePath), () => undefined)
  await expect(connectEngine({ databasePath, startTimeoutMs: 300 })).rejects.toMatchObject({
    code: 'engine-lost',
    message: expect.stringMatching(/does not answer/) as string,
  })
})
