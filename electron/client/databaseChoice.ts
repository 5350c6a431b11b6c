import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../shared/appError.ts'
import type { DatabaseEntry } from '../shared/contract/bridge.ts'
import { databaseBytes, listDatabasePaths, rememberDatabase } from './databasePlaces.ts'
import type { EngineLink } from './engineLink.ts'
import type { FileTokens } from './fileTokens.ts'
import { realDatabasePath } from './socketPath.ts'

/** What a page can open, by token. */
export function offerDatabases(link: EngineLink, files: FileTokens): DatabaseEntry[] {
  return listDatabasePaths(link.databasePath).map((file) => ({
    token: files.tokenOf(file),
    path: file,
    bytes: databaseBytes(file),
    isOpen: file === link.databasePath,
  }))
}

/** Opens a database for all pages of this host and remembers it. */
export async function switchDatabase(link: EngineLink, databasePath: string): Promise<boolean> {
  if (realDatabasePath(databasePath) !== link.databasePath) await link.switchTo(databasePath)
  rememberDatabase(link.databasePath)
  return true
}

/**
 * The path of a new database beside the open one.
 * @throws AppError `conflict` when there is one of that name.
 */
export function newDatabasePath(link: EngineLink, name: string): string {
  const file = path.join(path.dirname(link.databasePath), name.endsWith('.db') ? name : `${name}.db`)
  if (existsSync(file)) {
    throw new AppError('conflict', `There is a database ${path.basename(file)} already.`, 'Choose another name.')
  }
  return file
}
