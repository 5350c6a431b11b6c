import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import path from 'node:path'
import type { Round } from './protocol.ts'
import type { Runner } from './worker.ts'

const run = promisify(execFile)
const flags = ['-O3', '-std=c++17', '-ffast-math', '-march=x86-64-v3']

/**
 * Compiles a hand-written training step in one file of C++ into `folder`. The program is called with a model's number and
 * seconds, and prints `X ms/step` among other things: arithmetic alone, on one batch that lies in memory.
 */
export async function compileArithmetic(source: string, folder: string): Promise<string> {
  const program = path.join(folder, 'arithmetic')
  await run('g++', [...flags, source, '-o', program])
  return program
}

/** Runs that program anew for each round. Its processor time is taken to be the time by the clock: it has one thread. */
export class Arithmetic implements Runner {
  readonly #program: string
  readonly #model: number

  constructor(program: string, model: number) {
    this.#program = program
    this.#model = model
  }

  /** @throws Error where the program does not know the model, or prints something else. */
  async round(seconds: number): Promise<Round> {
    const { stdout } = await run(this.#program, [String(this.#model), String(seconds)])
    const found = /([\d.]+) ms\/step/.exec(stdout)?.[1]
    if (found === undefined) throw new Error(`The arithmetic printed: ${stdout}`)
    const stepSeconds = Number(found) / 1000
    return { steps: 1, seconds: stepSeconds, cpuSeconds: stepSeconds }
  }
}
