import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** `[sample, symbol, subtype, channel, number, text]` */
export type AnnotationRow = [number, string, number, number, number, string]

/** What wfdb-python reads of a record. */
export interface WfdbAnswer {
  /** Why wfdb-python could not read it, or null. */
  error: string | null
  /** Digital samples are null where segments cannot be joined in digital form. */
  signals: { digital: Int32Array | null; physical: Float64Array }[]
  annotations: AnnotationRow[]
}

/** A Python process with wfdb-python that is asked for one record after the other. */
export interface WfdbPython {
  ask(folder: string, name: string, annotator: string | null): Promise<WfdbAnswer>
  close(): void
}

interface AnswerLine {
  error: string | null
  signals: { samples: number; isDigital: boolean }[]
  annotations: AnnotationRow[]
}

/** Starts wfdb-python; what it says on its error output goes to ours. */
export function startWfdb(python: string): WfdbPython {
  const child = spawn(python, [join(import.meta.dirname, 'tell_records.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
  const take = readPieces(child)
  return {
    async ask(folder, name, annotator) {
      child.stdin.write(`${JSON.stringify([folder, name, annotator])}\n`)
      const { signals, ...answer } = JSON.parse(Buffer.from(await take('line')).toString()) as AnswerLine
      const read = []
      for (const { samples, isDigital } of signals) {
        const digital = isDigital ? new Int32Array(await take(4 * samples)) : null
        read.push({ digital, physical: new Float64Array(await take(8 * samples)) })
      }
      return { ...answer, signals: read }
    },
    close: () => child.stdin.end(),
  }
}

/** Takes a line, or a number of bytes, at a time from a process's output. */
function readPieces({ stdout }: ChildProcess): (size: number | 'line') => Promise<ArrayBuffer> {
  const chunks = stdout![Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<Buffer> => {
    const { value, done } = await chunks.next()
    if (done) throw new Error('Python ended before it had answered')
    return value
  }
  return async (size) => {
    const pieces: Buffer[] = [held]
    const last = () => pieces.at(-1)!
    let length = held.length
    const isEnough = () => (size === 'line' ? last().includes('\n') : length >= size)
    while (!isEnough()) {
      pieces.push(await more())
      length += last().length
    }
    const all = Buffer.concat(pieces)
    const end = size === 'line' ? all.indexOf('\n') + 1 : size
    held = all.subarray(end)
    return Uint8Array.from(all.subarray(0, end)).buffer
  }
}
