import type { PageNews, ServerMessage } from '../../electron/shared/pageProtocol.ts'
import { Questions } from './questions.ts'

const retryMs = [250, 500, 1000, 2000]

export type Question = { command: string; input: unknown } | { host: unknown }

/**
 * The page's WebSocket to `beatbench serve`, opened again by itself when it breaks.
 * The engine's own state comes from the server; a broken socket is told as `lost`.
 */
export class ServerSocket {
  private readonly questions = new Questions()
  private readonly tell: (news: PageNews) => void
  private socket: Promise<WebSocket>
  private attempts = 0

  constructor(tell: (news: PageNews) => void) {
    this.tell = tell
    this.socket = this.open()
  }

  async ask(question: Question): Promise<unknown> {
    const socket = await this.socket
    return this.questions.ask((id) => socket.send(JSON.stringify({ id, ...question })))
  }

  private open(): Promise<WebSocket> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/engine`)
      socket.addEventListener('open', () => {
        this.attempts = 0
        resolve(socket)
      })
      socket.addEventListener('message', (message) => this.receive(JSON.parse(String(message.data)) as ServerMessage))
      socket.addEventListener('close', () => {
        this.questions.abandon()
        this.tell({ type: 'connection', state: 'lost' })
        const delayMs = retryMs[Math.min(this.attempts++, retryMs.length - 1)]
        const again = new Promise<WebSocket>((opened) => setTimeout(() => opened(this.open()), delayMs))
        this.socket = again
        resolve(again)
      })
    })
  }

  private receive(message: ServerMessage): void {
    if (message.type === 'answer') this.questions.answer(message.id, message.answer)
    else this.tell(message)
  }
}
