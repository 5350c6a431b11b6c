import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Answer, Facts } from '../protocol.ts'

/** Before a worker calls itself ready. */
const warmUpSteps = 8
/** Of each round, not timed: the caches are full of what ran before. */
const warmUpShare = 0.1

const commandSchema = z.object({ round: z.number() })

export function tell(message: Answer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

/** Counts steps and answers when a round is over: `protocol.py` in TypeScript. */
export class Rounds {
  readonly #facts: Facts
  readonly #sync: () => void
  readonly #lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  #seconds: number | null = null
  #isWarming = true
  #steps = 0
  #since = 0
  #until = 0
  #cpuSince = process.cpuUsage()

  /** `sync` waits until all that was asked for is computed. */
  constructor(facts: Facts, sync: () => void = () => undefined) {
    this.#facts = facts
    this.#sync = sync
  }

  /** To be called after each step. */
  async finished(): Promise<void> {
    this.#steps += 1
    if (this.#seconds === null) {
      if (this.#steps < warmUpSteps) return
      this.#sync()
      tell({ ready: true, ...this.#facts })
      return this.#wait()
    }
    if (performance.now() < this.#until) return
    this.#sync()
    if (this.#isWarming) return this.#begin(this.#seconds, false)
    const { user, system } = process.cpuUsage(this.#cpuSince)
    const seconds = (performance.now() - this.#since) / 1000
    tell({ steps: this.#steps, seconds, cpuSeconds: (user + system) / 1e6 })
    return this.#wait()
  }

  async #wait(): Promise<void> {
    const { value, done } = await this.#lines.next()
    if (done) process.exit(0)
    this.#seconds = commandSchema.parse(JSON.parse(value)).round
    this.#begin(this.#seconds * warmUpShare, true)
  }

  #begin(seconds: number, isWarming: boolean): void {
    this.#isWarming = isWarming
    this.#steps = 0
    this.#cpuSince = process.cpuUsage()
    this.#since = performance.now()
    this.#until = this.#since + seconds * 1000
  }
}
