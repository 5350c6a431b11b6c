import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { commandOf, type Contestant } from './contestants.ts'
import {
  answerSchema,
  checkedSchema,
  roundSchema,
  type Answer,
  type Checked,
  type Facts,
  type Round,
} from './protocol.ts'
import type { Task } from './workers/task.ts'

/** Anything that trains for a round when it is told to. */
export interface Runner {
  round(seconds: number): Promise<Round>
}

const linesKept = 20
const ticksPerSecond = 100

/** A contestant's program in a process of its own, which waits when it is not asked for a round. */
export class Worker implements Runner {
  readonly #title: string
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #errors: string[] = []
  readonly #answers: Answer[] = []
  #wake: () => void = () => undefined
  #isOver = false
  facts: Facts = { parameters: 0, versions: {} }

  private constructor(contestant: Contestant, task: Omit<Task, 'variant'>, python: string) {
    this.#title = `${contestant.title}, Model ${task.model}`
    const [program, ...rest] = commandOf(contestant, python)
    const env = { ...process.env, OMP_NUM_THREADS: String(task.threads), ...contestant.environment }
    const whole: Task = { ...task, variant: contestant.variant }
    this.#child = spawn(program, [...rest, JSON.stringify(whole)], { env, stdio: ['pipe', 'pipe', 'pipe'] })
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line))
    createInterface({ input: this.#child.stderr }).on('line', (line) => {
      this.#errors.push(line)
      if (this.#errors.length > linesKept) this.#errors.shift()
    })
    this.#child.on('error', (error) => this.#errors.push(error.message))
    this.#child.stdin.on('error', () => undefined)
    this.#child.on('close', () => {
      this.#isOver = true
      this.#wake()
    })
    all.add(this)
  }

  /** Starts a contestant and waits until it has built and warmed up. @throws Error with what it wrote. */
  static async start(contestant: Contestant, task: Omit<Task, 'variant'>, python: string): Promise<Worker> {
    const worker = new Worker(contestant, task, python)
    const answer = await worker.#next()
    if (!('ready' in answer)) throw new Error(`${worker.#title} answered before it was ready.`)
    worker.facts = answer
    return worker
  }

  /** What a task with `check` gives. @throws Error with what the program wrote. */
  static async check(contestant: Contestant, task: Omit<Task, 'variant'>, python: string): Promise<Checked> {
    const worker = new Worker(contestant, task, python)
    return checkedSchema.parse(await worker.#next())
  }

  async round(seconds: number): Promise<Round> {
    this.#child.stdin.write(`${JSON.stringify({ round: seconds })}\n`)
    return roundSchema.parse(await this.#next())
  }

  /** Seconds of processor time so far; null where the system does not tell (no `/proc`). */
  processorSeconds(): number | null {
    const file = `/proc/${this.#child.pid}/stat`
    if (!existsSync(file)) return null
    const fields = readFileSync(file, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  }

  end(): void {
    all.delete(this)
    this.#child.kill('SIGKILL')
  }

  #take(line: string): void {
    if (!line.startsWith('{')) return
    this.#answers.push(answerSchema.parse(JSON.parse(line)))
    this.#wake()
  }

  async #next(): Promise<Answer> {
    while (this.#answers.length === 0 && !this.#isOver) await new Promise<void>((resolve) => (this.#wake = resolve))
    const answer = this.#answers.shift()
    if (answer) return answer
    throw new Error(`${this.#title} ended:\n${this.#errors.join('\n')}`)
  }
}

const all = new Set<Worker>()

/** Ends all workers that were started and not ended. */
export function endWorkers(): void {
  for (const worker of all) worker.end()
}
