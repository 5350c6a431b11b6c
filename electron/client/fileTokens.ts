import { randomBytes } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { AppError } from '../shared/appError.ts'
import type { ChosenFile, ChosenFolder } from '../shared/contract/bridge.ts'
import { isHeaderName, noRecordsIn } from '../shared/recordFolder.ts'

/**
 * Files and folders the user has chosen, each known to pages by a random token only: a page can name no path of its own.
 * Tokens live as long as their host, or until they are forgotten.
 */
export class FileTokens {
  private readonly paths = new Map<string, string>()
  private readonly tokens = new Map<string, string>()

  /**
   * The token of a file; the same file keeps its token. `name` is what the user knows the file by.
   * @throws AppError `bad-file` when it is not a regular file that can be read.
   */
  async offer(filePath: string, name = path.basename(filePath)): Promise<ChosenFile> {
    const stats = await fs.stat(filePath).catch((error: NodeJS.ErrnoException) => {
      throw new AppError('bad-file', `${name} cannot be read (${error.code ?? error.message}).`)
    })
    if (!stats.isFile()) throw new AppError('bad-file', `${name} is not a file.`, 'Choose a CSV file.')
    return { token: this.tokenOf(filePath), name, bytes: stats.size }
  }

  /**
   * The token of a folder with WFDB records; the same folder keeps its token.
   * @throws AppError `bad-file` when it cannot be read, or no record is in it.
   */
  async offerFolder(folder: string, name = path.basename(folder)): Promise<ChosenFolder> {
    const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') throw new AppError('bad-file', `${name} is not a folder.`, 'Choose a folder.')
      throw new AppError('bad-file', `The folder ${name} cannot be read (${error.code ?? error.message}).`)
    })
    const headers = names.filter(isHeaderName).length
    if (headers === 0) throw noRecordsIn(name)
    return { token: this.tokenOf(folder), name, headers }
  }

  /** The token of a path that need not be there. */
  tokenOf(filePath: string): string {
    const known = this.tokens.get(filePath)
    if (known !== undefined) return known
    const token = randomBytes(18).toString('hex')
    this.tokens.set(filePath, token)
    this.paths.set(token, filePath)
    return token
  }

  /** The file is gone: nothing is known of its token any more. */
  forget(filePath: string): void {
    const token = this.tokens.get(filePath)
    if (token === undefined) return
    this.tokens.delete(filePath)
    this.paths.delete(token)
  }

  has(token: string): boolean {
    return this.paths.has(token)
  }

  /** @throws AppError `not-found` for a token that was never given, or is forgotten. */
  pathOf(token: string): string {
    const filePath = this.paths.get(token)
    if (filePath === undefined) {
      throw new AppError('not-found', 'That file is not known (any more).', 'Choose the file again.')
    }
    return filePath
  }
}
