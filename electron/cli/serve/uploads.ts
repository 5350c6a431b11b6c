import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileTokens } from '../../client/fileTokens.ts'
import { AppError } from '../../shared/appError.ts'
import type { ChosenFile, ChosenFolder } from '../../shared/contract/bridge.ts'
import type { PrivateFolder } from './privateFolder.ts'

/** All uploads together: the published pair has 0.6 GB, the recordings of the MIT-BIH database 0.1 GB. */
const defaultLimitBytes = 4 * 2 ** 30

/**
 * Files and folders that pages send: streamed to the private folder, each into a folder of its own under its own name
 * (which messages and provenance tell), known to the page by a token.
 */
export class Uploads {
  private readonly folder: PrivateFolder
  private readonly files: FileTokens
  private readonly limitBytes: number
  /** Bytes by path: of a file, or of a folder with all that was sent into it. */
  private readonly kept = new Map<string, number>()
  private readonly folders = new Set<string>()

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
    refuseUnlessPlain(name)
    const target = path.join(await this.makePlace(), name)
    this.kept.set(target, 0)
    try {
      await this.write(request, target, target)
    } catch (error) {
      await this.forget(target)
      throw describeFailure(error, name)
    }
    return this.files.offer(target, name)
  }

  /** An empty folder for files that are sent one by one. @throws AppError `bad-input` for a name with slashes. */
  async openFolder(name: string): Promise<ChosenFolder> {
    refuseUnlessPlain(name)
    const target = path.join(await this.makePlace(), name)
    await mkdir(target, { mode: 0o700 })
    this.kept.set(target, 0)
    this.folders.add(target)
    return { token: this.files.tokenOf(target), name, headers: 0 }
  }

  /**
   * A file of a folder that was opened here; folders that were not sent cannot be written into.
   * @throws AppError as {@link receive}, `not-found` for another token, `conflict` where the folder has a file of that name.
   */
  async receiveInto(folderToken: string, request: IncomingMessage, name: string): Promise<{ bytes: number }> {
    refuseUnlessPlain(name)
    const folder = this.files.pathOf(folderToken)
    if (!this.folders.has(folder))
      throw new AppError('not-found', 'That folder was not opened for sending.', 'Choose the folder again.')
    const target = path.join(folder, name)
    try {
      return { bytes: await this.write(request, target, folder) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST')
        throw new AppError('conflict', `${name} was sent twice.`, 'Choose the folder again.')
      await rm(target, { force: true })
      throw describeFailure(error, name)
    }
  }

  /** Removes an upload that has been read, and its token; paths that are no uploads are left alone. */
  async forget(sentPath: string): Promise<void> {
    if (!this.kept.delete(sentPath)) return
    this.folders.delete(sentPath)
    this.files.forget(sentPath)
    await rm(path.dirname(sentPath), { recursive: true, force: true })
  }

  /** The same by its token; tokens of what was not sent are left alone. */
  async forgetToken(token: string): Promise<void> {
    if (this.files.has(token)) await this.forget(this.files.pathOf(token))
  }

  private async makePlace(): Promise<string> {
    const place = this.folder.file(`upload-${randomBytes(12).toString('hex')}`)
    await mkdir(place, { mode: 0o700 })
    return place
  }

  /** Counts while it runs, so that uploads at once share the room. `owner` is the file itself, or its folder. */
  private async write(request: IncomingMessage, target: string, owner: string): Promise<number> {
    const name = path.basename(target)
    if (Number(request.headers['content-length'] ?? 0) > this.room()) throw tooLarge(name)
    let bytes = 0
    const counter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        const before = this.kept.get(owner)
        if (before === undefined) return done(new AppError('cancelled', `${name} is not wanted any more.`))
        bytes += chunk.length
        this.kept.set(owner, before + chunk.length)
        if (this.room() < 0) done(tooLarge(name))
        else done(null, chunk)
      },
    })
    try {
      await pipeline(request, counter, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
    } catch (error) {
      const counted = this.kept.get(owner)
      if (counted !== undefined) this.kept.set(owner, counted - bytes)
      throw error
    }
    return bytes
  }

  private room(): number {
    return this.limitBytes - [...this.kept.values()].reduce((sum, bytes) => sum + bytes, 0)
  }
}

/** Uploads stand by their own names in folders of their own: no name may lead out of there. */
function refuseUnlessPlain(name: string): void {
  if (/^\.{0,2}$/.test(name) || Buffer.byteLength(name) > 200 || /[/\\\p{Cc}]/u.test(name))
    throw new AppError('bad-input', 'The file has no plain name.')
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
