import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import type { PrivateFolder } from './privateFolder.ts'

/** A browser window without tabs and address bar, with a profile of its own that goes with the private folder. */
export interface AppWindow {
  /** Settles when the user has closed the window. */
  closed: Promise<void>
  close(): Promise<void>
}

const quietly = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--password-store=basic',
]

/** Opens a Chromium or Chrome on the door file; the address with its token stands in that file, not on a command line. */
export function openAppWindow(browser: string, doorFile: string, folder: PrivateFolder): AppWindow {
  // Chromium's sandbox refuses to work for root; the window shows nothing but our own page.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  const profile = `--user-data-dir=${folder.file('browser')}`
  const child = spawn(
    browser,
    [`--app=${pathToFileURL(doorFile)}`, profile, '--window-size=1440,900', ...quietly, ...asRoot],
    {
      stdio: 'ignore',
      detached: process.platform !== 'win32',
    },
  )
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  return { closed, close: () => end(child) }
}

/** Ends the browser with all its processes, which are a group of their own: some outlive their window for a moment. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  const hasExited = child.exitCode !== null || child.signalCode !== null
  if (!hasExited) {
    const exited = once(child, 'exit')
    endGroup(child.pid, 'SIGTERM')
    await exited
  }
  endGroup(child.pid, 'SIGKILL')
}

function endGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
