import { AppError } from '../shared/appError.ts'
import type { ErrorCode } from '../shared/appError.ts'

const hints: Record<string, { code: ErrorCode; what: string; hint: string }> = {
  ENOSPC: { code: 'disk-full', what: 'the disk is full', hint: 'Free some space and try again.' },
  EDQUOT: { code: 'disk-full', what: 'your disk quota is used up', hint: 'Free some space and try again.' },
  EROFS: { code: 'read-only', what: 'the disk is read-only', hint: 'Choose a folder you can write to.' },
  EACCES: { code: 'read-only', what: 'permission was denied', hint: 'Check who may read and write it.' },
  EPERM: { code: 'read-only', what: 'permission was denied', hint: 'Check who may read and write it.' },
  EISDIR: { code: 'bad-file', what: 'it is a folder', hint: 'Choose the file itself.' },
  ENOENT: { code: 'not-found', what: 'it does not exist', hint: 'Check the name, or take a fresh copy of the file.' },
}

/** Runs `work` on a file; what the user can mend (disk full, no permission, missing) becomes an {@link AppError}. */
export async function withFileErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explainFileError(path, error)
  }
}

/** The {@link AppError} for a file system's error, or the error itself where there is nothing to explain. */
export function explainFileError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = hints[code]
  return known ? new AppError(known.code, `${path}: ${known.what}.`, known.hint) : error
}
