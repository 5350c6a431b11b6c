import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError } from '../shared/appError.ts'
import { withFileErrors } from './fileErrors.ts'

/** A text file that was read: its name without folder, and SHA-256 of the bytes on disk and of the text inside a gzip. */
export interface ReadSource {
  name: string
  bytes: number
  sha256: string
  unpackedSha256: string | null
}

export interface LineListener {
  /** Whole lines, each with its line feed but perhaps the last; `firstLine` counts from 1. */
  onLines(text: string, firstLine: number): void
  /** Bytes of the file read since the last call. */
  onRead?(bytes: number): void
}

const blockBytes = 1 << 20
const longestLine = 1 << 16

/**
 * Streams the lines of a text file, plain or gzip (told by its first bytes).
 *
 * @throws AppError `bad-file` for a damaged or truncated gzip, a zip, or a line that is too long to be one
 */
export async function readLines(path: string, listener: LineListener): Promise<ReadSource> {
  return withFileErrors(path, async () => {
    const name = basename(path)
    const isGzip = await startsLikeGzip(path, name)
    const packed = createHash('sha256')
    const unpacked = createHash('sha256')
    let bytes = 0

    async function* source(): AsyncGenerator<Buffer> {
      for await (const block of createReadStream(path, { highWaterMark: blockBytes }) as AsyncIterable<Buffer>) {
        packed.update(block)
        bytes += block.length
        listener.onRead?.(block.length)
        yield block
      }
    }

    const cutter = new LineCutter(name, listener)
    try {
      for await (const block of isGzip ? gunzip(source()) : source()) {
        if (isGzip) unpacked.update(block)
        cutter.add(block)
      }
    } catch (error) {
      throw explainGzipError(error, name, cutter.lastLine)
    }
    cutter.end()
    return { name, bytes, sha256: packed.digest('hex'), unpackedSha256: isGzip ? unpacked.digest('hex') : null }
  })
}

/** Cuts a stream of bytes after its last whole line, and counts lines. */
class LineCutter {
  lastLine = 0
  private rest = ''
  private readonly name: string
  private readonly listener: LineListener

  constructor(name: string, listener: LineListener) {
    this.name = name
    this.listener = listener
  }

  add(block: Buffer): void {
    const text = this.rest + block.toString('latin1')
    const end = text.lastIndexOf('\n') + 1
    this.rest = text.slice(end)
    if (end > 0) this.pass(text.slice(0, end))
    if (this.rest.length > longestLine) {
      throw new AppError(
        'bad-file',
        `${this.name}, line ${this.lastLine + 1}: the line has more than ${longestLine} characters.`,
        'Choose a CSV file with one beat a line.',
      )
    }
  }

  end(): void {
    if (this.rest !== '') this.pass(this.rest)
  }

  private pass(text: string): void {
    this.listener.onLines(text, this.lastLine + 1)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lastLine++
  }
}

function gunzip(source: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  const unpacking = createGunzip({ chunkSize: blockBytes })
  pipeline(source, unpacking, (error) => {
    if (error) unpacking.destroy(error)
  })
  return unpacking
}

async function startsLikeGzip(path: string, name: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const start = Buffer.alloc(4)
    await handle.read(start, 0, 4, 0)
    if (start.toString('latin1') === 'PK\x03\x04') {
      throw new AppError('bad-file', `${name} is a zip archive.`, 'Unpack it and choose the CSV files inside.')
    }
    return start[0] === 0x1f && start[1] === 0x8b
  } finally {
    await handle.close()
  }
}

function explainGzipError(error: unknown, name: string, lastLine: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('Z_')) return error
  const what = code === 'Z_BUF_ERROR' ? 'the gzip file ends too early' : 'the gzip file is damaged'
  return new AppError('bad-file', `${name}, after line ${lastLine}: ${what}.`, 'Take a fresh copy of the file.')
}
