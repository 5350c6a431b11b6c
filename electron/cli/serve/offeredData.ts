import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { FileTokens } from '../../client/fileTokens.ts'
import { AppError } from '../../shared/appError.ts'
import type { ChosenFile, ChosenFolder } from '../../shared/contract/bridge.ts'

/** CSV files, plain or gzip, directly in the folders. */
export async function offerDataFiles(folders: readonly string[], files: FileTokens): Promise<ChosenFile[]> {
  const paths = folders
    .flatMap(entriesOf)
    .filter((file) => /\.csv(\.gz)?$/i.test(file) && statSync(file, { throwIfNoEntry: false })?.isFile())
    .sort()
  return Promise.all(paths.map((file) => files.offer(file)))
}

/** Of the folders, and of those directly in them, the ones with WFDB records. */
export async function offerFolders(folders: readonly string[], files: FileTokens): Promise<ChosenFolder[]> {
  const paths = folders.flatMap((folder) => [folder, ...entriesOf(folder)]).filter(isFolder)
  const offered = await Promise.all(paths.map((folder) => offerIfRecords(folder, files)))
  return offered.filter((folder) => folder !== null)
}

async function offerIfRecords(folder: string, files: FileTokens): Promise<ChosenFolder | null> {
  try {
    return await files.offerFolder(folder)
  } catch (error) {
    // Most folders hold something else, and one that cannot be entered must not hide the others.
    if (error instanceof AppError) return null
    throw error
  }
}

function entriesOf(folder: string): string[] {
  return isFolder(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : []
}

/** One link that leads nowhere must not hide the rest. */
function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
}
