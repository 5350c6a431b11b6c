import WebSocket from 'ws'

/** A window's page, driven over the DevTools protocol: playwright no longer speaks to a Chrome as old as the fixture's. */
export interface DevToolsPage {
  /** The value of an expression in the page; a promise is waited for. Throws what it throws. */
  evaluate<T>(expression: string): Promise<T>
  /** Ends the page's process, as a defect in it would. */
  crash(): void
  /** Uncaught errors and console errors so far. */
  faults: string[]
  close(): void
}

interface Message {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: { result?: { value?: unknown }; exceptionDetails?: { exception?: { description?: string }; text: string } }
  error?: { message: string }
}

/** The pages that a program with `--remote-debugging-port` shows on this port. */
export async function listPages(port: number): Promise<{ type: string; url: string; webSocketDebuggerUrl: string }[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/json`)
  return (await answer.json()) as { type: string; url: string; webSocketDebuggerUrl: string }[]
}

export async function openDevToolsPage(address: string): Promise<DevToolsPage> {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const waiting = new Map<number, (message: Message) => void>()
  const faults: string[] = []
  let lastId = 0
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString()) as Message
    if (message.id !== undefined) waiting.get(message.id)?.(message)
    else faults.push(...faultOf(message))
  })
  const send = (method: string, params: object = {}): Promise<Message> =>
    new Promise((resolve) => {
      const id = ++lastId
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params }))
    })
  await send('Runtime.enable')
  return {
    faults,
    close: () => socket.close(),
    crash: () => void send('Page.crash'),
    evaluate: async <T>(expression: string) => {
      const { result, error } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
      const thrown = result?.exceptionDetails
      if (error || thrown) throw new Error(error?.message ?? thrown?.exception?.description ?? thrown?.text)
      return result?.result?.value as T
    },
  }
}

function faultOf({ method, params }: Message): string[] {
  if (method === 'Runtime.exceptionThrown') return [JSON.stringify(params)]
  if (method === 'Runtime.consoleAPICalled' && params?.['type'] === 'error') return [JSON.stringify(params['args'])]
  return []
}
