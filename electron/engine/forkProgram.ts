import { fork, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** How long a program may take to end by itself before it is killed. */
const killAfterMs = 2000
/** What a program that has gone had sent before is there after this, were its channel held open by another. */
const channelAfterMs = 2000
const keptLines = 20

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
  send(command: Command): void
  /** Asks it to end (SIGTERM), and kills it when it has not after two seconds. Ends when it has gone. */
  end(): Promise<ProgramEnd>
  readonly ended: Promise<ProgramEnd>
}

/** Starts a program on this Node. `onReport` gets what it sends, in order, and nothing after it has ended. */
export function forkProgram<Command, Report>(program: string, onReport: (report: Report) => void): Program<Command> {
  const child = fork(program, [], {
    execPath: process.execPath,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lastLines: string[] = []
  keepLastLines(child.stdout, lastLines)
  keepLastLines(child.stderr, lastLines)
  child.on('message', (message) => onReport(message as Report))
  const ended = whenEnded(child, lastLines)
  return {
    pid: child.pid,
    send: (command) => {
      // A program that has just died is told of by `ended`; what it can no longer hear is no second error.
      if (child.connected) child.send(command as object, () => undefined)
    },
    end: () => endProgram(child, ended),
    ended,
  }
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
