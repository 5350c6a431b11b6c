import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isRunning } from '../isRunning.ts'

const prefix = 'beatbench-serve-'
const beingMadeMs = 60_000

/**
 * A folder that only this user can enter, for the entrance page and uploads; gone when the server ends.
 * What a server that was killed left behind is removed first.
 */
export class PrivateFolder {
  readonly path: string

  constructor(parent = tmpdir()) {
    removeAbandoned(parent)
    this.path = mkdtempSync(path.join(parent, prefix))
    writeFileSync(path.join(this.path, 'pid'), String(process.pid), { mode: 0o600 })
  }

  file(name: string): string {
    return path.join(this.path, name)
  }

  /** Writes a file that only this user can read, in place of an older one. */
  write(name: string, text: string): string {
    rmSync(this.file(name), { force: true })
    writeFileSync(this.file(name), text, { mode: 0o600, flag: 'wx' })
    return this.file(name)
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** Folders of servers that are gone. One without a process number is being made just now, or is old. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent).filter((name) => name.startsWith(prefix))) {
    const folder = path.join(parent, name)
    const stats = statSync(folder, { throwIfNoEntry: false })
    if (!stats?.isDirectory() || stats.uid !== process.getuid?.()) continue
    const pid = readPid(folder)
    const isAbandoned = pid === undefined ? Date.now() - stats.mtimeMs > beingMadeMs : !isRunning(pid)
    if (isAbandoned) rmSync(folder, { recursive: true, force: true })
  }
}

function readPid(folder: string): number | undefined {
  const file = path.join(folder, 'pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined
}
