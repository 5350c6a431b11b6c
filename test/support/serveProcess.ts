import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '..', '..')

/** `beatbench serve` as a user starts it, on a database of its own. */
export interface ServeProcess {
  /** With the one-time token. */
  address: string
  process: ChildProcess
  /** Ends the server as Ctrl-C does, and waits. */
  stop(): Promise<void>
}

/**
 * Starts the server and waits for the address it prints.
 * @throws Error with what it wrote when it ends instead.
 */
export async function startServe(databasePath: string, args: readonly string[] = []): Promise<ServeProcess> {
  const child = spawn(join(root, 'bin', 'beatbench'), ['--db', databasePath, 'serve', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...apart(databasePath), DISPLAY: '', BEATBENCH_CHECK_OUTPUTS: '1' },
  })
  let words = ''
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => line.startsWith('http://127.0.0.1:') && resolve(line))
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${words}`)))
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGINT')
    await once(child, 'exit')
  }
  return { address, process: child, stop }
}

/** Keeps what a host remembers (recent databases) beside the test's database, out of the user's own folder. */
function apart(databasePath: string): NodeJS.ProcessEnv {
  return { BEATBENCH_DATA: dirname(databasePath) }
}
