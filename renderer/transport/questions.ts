import { AppError, fromErrorData } from '../../electron/shared/appError.ts'
import type { PageAnswer } from '../../electron/shared/pageProtocol.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Questions on their way over a WebSocket, each waiting for the answer of its number. */
export class Questions {
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0

  /** Numbers a question and hands it to `send`; ends with its answer. */
  ask(send: (id: number) => void): Promise<unknown> {
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      send(id)
    })
  }

  answer(id: number, answer: PageAnswer): void {
    const question = this.waiting.get(id)
    this.waiting.delete(id)
    if (answer.ok) question?.resolve(answer.value)
    else question?.reject(fromErrorData(answer.error))
  }

  /** Nobody will answer any more. */
  abandon(): void {
    const lost = [...this.waiting.values()]
    this.waiting.clear()
    for (const question of lost) {
      question.reject(
        new AppError('engine-lost', 'The connection to Beatbench was lost.', 'Start `beatbench serve` again.'),
      )
    }
  }
}
