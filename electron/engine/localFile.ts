import { isAbsolute } from 'node:path'
import { AppError } from '../shared/appError.ts'
import type { FileRef } from '../shared/contract/commands.ts'

/**
 * Where a file lies that a command names: hosts turn a page's tokens into paths before a command comes here.
 * @throws AppError `bad-input` for a token or a relative path.
 */
export function localPathOf(file: FileRef): string {
  if ('path' in file && isAbsolute(file.path)) return file.path
  throw new AppError('bad-input', 'The engine reads files by their whole path.', 'Choose the file again.')
}
