import { fork, type ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** How long a program may take to end by itself before it is killed. */
const killAfterMs = 2000
/** What a program that has gone had sent before is there after this, were its channel held open by another. */
const channelAfterMs = 2000
const keptLines = 20
/** Of 19: on a busy computer it gets about a tenth of what a program in the foreground gets, on an idle one all. */
const backgroundNiceness = 10

/**
 * Memory in huge pages, where the system's library is glibc: a training step streams through some megabytes, and finds them
 * sooner. Has to be there before the program starts.
 */
export const hugePages = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' }

/** How a program ended, in words, and the last that it printed. */
export interface ProgramEnd {
  code: number | null
  signal: NodeJS.Signals | null
  /** Last lines of its standard error, oldest first. */
  lastLines: string[]
}

/** A Node program of ours that speaks over a channel and ends when the channel closes. */
export interface Program<Command> {
  readonly pid: number | undefined
  /** Why a background program runs at the usual priority; null where it does not. */
  readonly priorityFault: string | null
  send(command: Command): void
  /** Asks it to end (SIGTERM), and kills it when it has not after two seconds. Ends when it has gone. */
  end(): Promise<ProgramEnd>
  readonly ended: Promise<ProgramEnd>
}

/**
 * Starts a program on this Node. `onReport` gets what it sends, in order, and nothing after it has ended. One in the
 * background leaves the processor to whatever else wants it.
 */
export function forkProgram<Command, Report>(
  program: string,
  onReport: (report: Report) => void,
  { isBackground = false }: { isBackground?: boolean } = {},
): Program<Command> {
  const child = fork(program, [], {
    execPath: process.execPath,
    execArgv: [],
    env: { NODE_COMPILE_CACHE: compiledFolder(), ...hugePages, ...process.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  // At once: threads that it starts later take over the priority that it has then.
  const priorityFault = isBackground && child.pid !== undefined ? lowerPriority(child.pid) : null
  const lastLines: string[] = []
  keepLastLines(child.stdout, lastLines)
  keepLastLines(child.stderr, lastLines)
  child.on('message', (message) => onReport(message as Report))
  const ended = whenEnded(child, lastLines)
  return {
    pid: child.pid,
    priorityFault,
    send: (command) => {
      // A program that has just died is told of by `ended`; what it can no longer hear is no second error.
      if (child.connected) child.send(command as object, () => undefined)
    },
    end: () => endProgram(child, ended),
    ended,
  }
}

/** Node keeps compiled code there, so that a program starts in half the time: TypeScript need not be stripped again. */
function compiledFolder(): string {
  const caches = process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache')
  return path.join(caches, 'beatbench', 'compiled')
}

/** Never raises it above the engine's own. Answers why it could not be done. */
function lowerPriority(pid: number): string | null {
  const niceness = Math.max(os.getPriority(), backgroundNiceness)
  try {
    os.setPriority(pid, niceness)
    for (const thread of otherThreads(pid)) os.setPriority(thread, niceness)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** Those that it has started already: Linux keeps a priority for each thread, other systems one for all. */
function otherThreads(pid: number): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync(`/proc/${pid}/task`)
    .map(Number)
    .filter((thread) => thread !== pid)
}

async function endProgram(child: ChildProcess, ended: Promise<ProgramEnd>): Promise<ProgramEnd> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  try {
    return await ended
  } finally {
    clearTimeout(timer)
  }
}

function whenEnded(child: ChildProcess, lastLines: string[]): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      lastLines.push(error.message)
      if (child.pid === undefined) resolve({ code: null, signal: null, lastLines })
    })
    const hasClosed = Promise.withResolvers<void>()
    child.once('disconnect', () => hasClosed.resolve())
    // 'close' comes after the pipes are read to their end, so that the last words are there; 'disconnect' after the
    // channel is, so that the last report is.
    child.once('close', (code, signal) => {
      setTimeout(() => hasClosed.resolve(), channelAfterMs).unref()
      void hasClosed.promise.then(() => resolve({ code, signal, lastLines }))
    })
  })
}

function keepLastLines(stream: Readable | null, lines: string[]): void {
  if (!stream) return
  createInterface({ input: stream }).on('line', (line) => {
    lines.push(line.slice(0, 500))
    if (lines.length > keptLines) lines.shift()
  })
}

/** `was killed (SIGKILL): perhaps out of memory`, `ended with exit code 3`. */
export function describeEnd({ code, signal }: ProgramEnd): string {
  if (signal === 'SIGKILL') return 'was killed (SIGKILL), perhaps because memory ran out'
  if (signal !== null) return `was ended by ${signal}`
  if (code === null) return 'could not be started'
  return `ended with exit code ${code}`
}
