import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'

const program = path.join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts')

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** A running command and its end. */
export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
}

/** The command line on the databases of one folder. */
export function commandLineIn(
  folder: string,
  env: NodeJS.ProcessEnv = {},
): {
  start(...args: string[]): Running
  run(...args: string[]): Promise<Ended>
} {
  const start = (...args: string[]): Running => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, BEATBENCH_DATA: path.join(folder, 'home'), BEATBENCH_CHECK_OUTPUTS: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
    return { child, ended }
  }
  return { start, run: (...args) => start(...args).ended }
}
