import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { listPages, openDevToolsPage, type DevToolsPage } from './devToolsPage.ts'

const project = path.join(import.meta.dirname, '..', '..')
const electron = path.join(project, '.cache', 'electron-fixture', 'electron')
const program = path.join(project, 'out', 'fixture', 'main', 'main.cjs')

/** The workbench in the real, old Electron of the tests. */
export interface ElectronFixture {
  page: DevToolsPage
  devToolsPort: number
  /** What it printed so far. */
  output(): string
  /** Sends a signal to the main process. */
  signal(name: NodeJS.Signals): void
  /** Its exit code, once all of its processes have ended. */
  exited: Promise<number | null>
}

/** Starts the shell on the databases in `dataFolder`; `answer` is the button chosen in the question at closing. */
export async function startElectron(
  dataFolder: string,
  options: { answer?: string; args?: readonly string[] } = {},
): Promise<ElectronFixture> {
  const child = spawnElectron(dataFolder, options)
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = exited.then((code) => {
    throw new Error(`Electron ended with ${code}: ${output}`)
  })
  ended.catch(() => undefined)
  try {
    const port = Number(await Promise.race([ended, until(() => /127\.0\.0\.1:(\d+)/.exec(output)?.[1])]))
    const page = await Promise.race([ended, openPage(port)])
    return { page, devToolsPort: port, output: () => output, signal: (name) => void child.kill(name), exited }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** The workbench's page in the window, once it has come up: until then DevTools speak to the empty one before it. */
export async function openPage(port: number): Promise<DevToolsPage> {
  const target = await until(async () =>
    (await listPages(port)).find(({ type, url }) => type === 'page' && url.startsWith('app://')),
  )
  const page = await openDevToolsPage(target.webSocketDebuggerUrl)
  const isUp = `location.protocol === 'app:' && document.querySelector('#app > *') !== null`
  await until(async () => ((await page.evaluate(isUp)) ? true : undefined))
  return page
}

function spawnElectron(
  dataFolder: string,
  { answer, args = [] }: { answer?: string; args?: readonly string[] },
): ChildProcess {
  return spawn(electron, [program, '--no-sandbox', '--remote-debugging-port=0', ...args], {
    env: { ...process.env, BEATBENCH_DATA: dataFolder, ...(answer ? { BEATBENCH_FIXTURE_ANSWER: answer } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** A second start on the same folder: ends with its exit code. */
export function startAgain(dataFolder: string): Promise<number | null> {
  const child = spawnElectron(dataFolder, {})
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
}

/** Calls `read` until it gives something; the test's own time limit ends it. */
export async function until<T>(read: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await read()
    if (value !== undefined) return value
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Ends whatever a failed test left running on `folder`: shell, engine, trainers. */
export function endProcessesOf(folder: string): void {
  for (const line of processesOf(folder)) {
    try {
      process.kill(Number.parseInt(line), 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Processes whose command line or environment names `folder`: what the workbench there has running. */
export function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const commandLine = readProcFile(`/proc/${pid}/cmdline`)
      const named = commandLine.includes(folder) || readProcFile(`/proc/${pid}/environ`).includes(folder)
      return named && commandLine !== '' ? [`${pid} ${commandLine.replaceAll('\0', ' ')}`] : []
    })
}

/** Empty for a process that has ended meanwhile or belongs to somebody else. */
function readProcFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return ''
    throw error
  }
}
