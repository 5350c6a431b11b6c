import { readdir } from 'node:fs/promises'
import { AppError } from '../../shared/appError.ts'
import { quote } from './headerLine.ts'
import { readHeaderFile } from './readHeader.ts'
import { decodeText, isPlainName, readRecordFile, withSystemErrors } from './recordFile.ts'

/** Lists of the largest public databases have some 2 MB. */
const maximumListBytes = 2 ** 24

/**
 * Names of a folder's records, sorted: those of its list `RECORDS`, else every header that is no segment of another.
 *
 * @throws AppError `not-found`, or `bad-file` where the list names something outside the folder, or whole folders
 */
export async function listRecords(folder: string): Promise<string[]> {
  const files = await withSystemErrors(folder, () => readdir(folder))
  const names = files.includes('RECORDS') ? await readList(folder) : await findHeaders(folder, files)
  return [...new Set(names)].sort()
}

async function readList(folder: string): Promise<string[]> {
  const lines = decodeText(await readRecordFile(folder, 'RECORDS', maximumListBytes)).split(/\r\n|\r|\n/)
  const names = lines.map((line) => line.trim())
  names.forEach((name, index) => {
    if (name === '' || name.split('/').every(isPlainName)) return
    const hint = 'Choose a folder of records; where the list names folders, one of those.'
    throw new AppError('bad-file', `RECORDS, line ${index + 1}: ${quote(name)} is no record.`, hint)
  })
  return names.filter((name) => name !== '')
}

/** Headers that cannot be read are listed: reading the record then tells what is wrong with it. */
async function findHeaders(folder: string, files: string[]): Promise<string[]> {
  const names = files.filter((file) => file.endsWith('.hea') && isPlainName(file)).map((file) => file.slice(0, -4))
  const segments = new Set<string>()
  for (const name of names) {
    const header = await readHeaderFile(folder, name).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    for (const segment of header?.segments ?? []) if (segment.name !== name) segments.add(segment.name)
  }
  return names.filter((name) => name !== '' && !segments.has(name))
}
