import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/appError.ts'
import { withFileErrors } from '../fileErrors.ts'

/** Slashes, the colon of a drive or stream, and what breaks lines: none of them belongs in the name of one file. */
const notInNames = /[/\\:\u0000-\u001f\u007f-\u009f\u2028\u2029]/
const longestName = 255

/** Whether a name is that of a file in the folder itself: no path, no way out. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= longestName && !notInNames.test(name)
}

/**
 * Opens a regular file of a record for as long as `work` takes. Pipes and devices, which may never end, are refused.
 *
 * @param work gets the file and its size in bytes
 * @throws AppError `not-found`, `read-only`, or `bad-file` for whatever else keeps it from being read
 */
export async function withRecordFile<T>(
  folder: string,
  file: string,
  work: (handle: FileHandle, size: number) => Promise<T>,
): Promise<T> {
  await measureFile(folder, file)
  const handle = await withSystemErrors(file, () => open(join(folder, file), 'r'))
  try {
    const { size } = await handle.stat()
    return await withSystemErrors(file, () => work(handle, size))
  } finally {
    await handle.close()
  }
}

/** A regular file's size in bytes; throws as {@link withRecordFile} does. */
export async function measureFile(folder: string, file: string): Promise<number> {
  const found = await withSystemErrors(file, () => stat(join(folder, file)))
  if (!found.isFile())
    throw new AppError('bad-file', `${file}: it is no regular file.`, 'Choose a folder of WFDB records.')
  return found.size
}

/**
 * Reads a whole file of a record.
 *
 * @throws AppError as {@link withRecordFile}, and `bad-file` without reading where it has more than `maximumBytes`
 */
export function readRecordFile(folder: string, file: string, maximumBytes: number): Promise<Uint8Array> {
  return withRecordFile(folder, file, async (handle, size) => {
    if (size > maximumBytes) {
      const what = `${file}: it has ${size} bytes, more than the ${maximumBytes} that such a file may have.`
      throw new AppError('bad-file', what, 'Check whether it is what its name says.')
    }
    const bytes = new Uint8Array(size)
    await readFully(handle, bytes, { file, position: 0 })
    return bytes
  })
}

/** Fills `bytes` from a place in a file; throws AppError `bad-file` where the file ends before. */
export async function readFully(
  handle: FileHandle,
  bytes: Uint8Array,
  { file, position }: { file: string; position: number },
): Promise<void> {
  for (let filled = 0; filled < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled)
    if (bytesRead === 0) {
      const what = `${file}, byte ${position + filled}: the file ends here while it is read.`
      throw new AppError('bad-file', what, 'Wait until it is copied whole, and read it again.')
    }
    filled += bytesRead
  }
}

/** Text as UTF-8, or byte by byte as Latin-1 where it is none. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

/** Also what {@link withFileErrors} does not know (a name too long, a file where a folder should be) gets explained. */
export async function withSystemErrors<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withFileErrors(file, work)
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) throw error
    throw new AppError(
      'bad-file',
      `${file}: it cannot be read (${String(error.code)}).`,
      'Check the folder and the disk.',
    )
  }
}
