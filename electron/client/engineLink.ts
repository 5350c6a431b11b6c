import type { ConnectionState } from '../shared/contract/bridge.ts'
import type { CommandName, Input, Output } from '../shared/contract/commands.ts'
import { events, type EventName } from '../shared/contract/events.ts'
import type { PageNews } from '../shared/pageProtocol.ts'
import type { EngineClient } from './connectEngine.ts'
import type { AdmittedCommand } from './pageGate.ts'

export type Connect = (databasePath: string) => Promise<EngineClient>

/** An engine that dies more often than this is not started again by itself, only when somebody asks for something. */
const restartsPerMinute = 3

/**
 * A host's link to the engine of the database that its pages work on: relays events, says when the engine is lost,
 * and starts it again.
 */
export class EngineLink {
  private readonly connect: Connect
  private readonly listeners = new Set<(news: PageNews) => void>()
  private client: EngineClient
  private restarts: number[] = []
  private isClosed = false
  private current: ConnectionState = 'ready'

  private constructor(connect: Connect, client: EngineClient) {
    this.connect = connect
    this.client = client
    this.listen(client)
  }

  /** @throws AppError of the engine that could not be started. */
  static async open(connect: Connect, databasePath: string): Promise<EngineLink> {
    return new EngineLink(connect, await connect(databasePath))
  }

  get databasePath(): string {
    return this.client.databasePath
  }

  /** As last told. */
  get state(): ConnectionState {
    return this.current
  }

  onNews(listener: (news: PageNews) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Starts the engine first where it was lost. */
  async invoke<C extends CommandName>(command: C, input: Input<C>): Promise<Output<C>> {
    const client = this.client
    await client.restart()
    return client.invoke(command, input)
  }

  relay(admitted: AdmittedCommand): Promise<unknown> {
    return this.invoke(admitted.command, admitted.input)
  }

  /**
   * Leaves this database for another; pages are told to start again. Without success nothing changes.
   * @throws AppError of the engine that could not open it.
   */
  async switchTo(databasePath: string): Promise<void> {
    const last = this.client
    this.client = await this.connect(databasePath)
    this.listen(this.client)
    this.current = 'ready'
    last.close()
    this.tell({ type: 'reload' })
  }

  close(): void {
    this.isClosed = true
    this.listeners.clear()
    this.client.close()
  }

  private listen(client: EngineClient): void {
    for (const event of Object.keys(events) as EventName[]) {
      client.on(event, (data) => this.tell({ type: 'event', event, data }))
    }
    client.onConnection((state) => {
      if (client !== this.client) return
      this.current = state
      this.tell({ type: 'connection', state })
    })
    client.onLost(() => void this.recover(client))
  }

  /** Starts a lost engine again unless it keeps dying. */
  private async recover(client: EngineClient): Promise<void> {
    if (this.isClosed || client !== this.client) return
    const now = Date.now()
    this.restarts = this.restarts.filter((at) => now - at < 60_000)
    if (this.restarts.length >= restartsPerMinute) return
    this.restarts.push(now)
    // A failure is told as `lost`, and again to whoever asks for something next.
    await client.restart().catch(() => undefined)
  }

  private tell(news: PageNews): void {
    for (const listener of this.listeners) listener(news)
  }
}
