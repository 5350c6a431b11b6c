import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileTokens } from '../../client/fileTokens.ts'
import { AppError } from '../../shared/appError.ts'
import type { ChosenFile } from '../../shared/contract/bridge.ts'
import type { PrivateFolder } from './privateFolder.ts'

/** All uploads together: the published pair has 0.6 GB. */
const defaultLimitBytes = 4 * 2 ** 30

/** Files that pages send: streamed to the private folder, each into a folder of its own under its
 * own name (which messages and provenance tell), known to the page by a token. */
export class Uploads {
  private readonly folder: PrivateFolder
  private readonly files: FileTokens
  private readonly limitBytes: number
  private readonly kept = new Map<string, number>()

  constructor(folder: PrivateFolder, files: FileTokens, limitBytes = defaultLimitBytes) {
    this.folder = folder
    this.files = files
    this.limitBytes = limitBytes
  }

  /**
   * @throws AppError `bad-input` for a name with slashes, `disk-full` when it is too large or the disk is full,
   * `cancelled` when the browser broke off. Nothing of a file that did not arrive whole stays.
   */
  async receive(request: IncomingMessage, name: string): Promise<ChosenFile> {
    if (/^\.{0,2}$/.test(name) || Buffer.byteLength(name) > 200 || /[/\\\p{Cc}]/u.test(name)) {
      throw new AppError('bad-input', 'The file has no plain name.')
    }
    const room = this.limitBytes - [...this.kept.values()].reduce((sum, bytes) => sum + bytes, 0)
    if (Number(request.headers['content-length'] ?? 0) > room) throw tooLarge(name)
    const target = path.join(this.folder.file(`upload-${randomBytes(12).toString('hex')}`), name)
    await mkdir(path.dirname(target), { mode: 0o700 })
    let bytes = 0
    this.kept.set(target, 0)
    const counter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length
        // Counted while it runs, so that two uploads at once share the room.
        this.kept.set(target, bytes)
        if (bytes > room) done(tooLarge(name))
        else done(null, chunk)
      },
    })
    try {
      await pipeline(request, counter, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
    } catch (error) {
      await this.forget(target)
      throw describeFailure(error, name)
    }
    return this.files.offer(target, name)
  }

  /** Removes an upload that has been read, and its token; paths that are no uploads are left alone. */
  async forget(filePath: string): Promise<void> {
    if (!this.kept.delete(filePath)) return
    this.files.forget(filePath)
    await rm(path.dirname(filePath), { recursive: true, force: true })
  }
}

function tooLarge(name: string): AppError {
  return new AppError(
    'disk-full',
    `${name} is too large to be sent.`,
    'Start `beatbench serve --data DIR` with its folder.',
  )
}

function describeFailure(error: unknown, name: string): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC') return new AppError('disk-full', `The disk is full: ${name} could not be kept.`)
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') {
    return new AppError('cancelled', `Sending ${name} was broken off.`)
  }
  return error
}
