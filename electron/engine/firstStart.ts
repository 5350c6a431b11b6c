import { existsSync } from 'node:fs'
import { defaultDatabase } from '../client/defaultDatabase.ts'
import { realDatabasePath } from '../client/socketPath.ts'
import { copyReference } from '../store/referenceCopy.ts'

/**
 * The user's own database, where it is not there yet, begins as a copy of the reference study; any other one begins
 * empty, and so does this one in a checkout that has no reference study.
 * @throws AppError as {@link copyReference}.
 */
export function copyReferenceAtFirstStart(databasePath: string, referencePath: string): void {
  const isOwn = realDatabasePath(databasePath) === realDatabasePath(defaultDatabase())
  if (isOwn && !existsSync(databasePath) && existsSync(referencePath)) copyReference(referencePath, databasePath)
}
