import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SettingTable } from './store.ts'

const key = 'database.id'

/**
 * Says whether the files folder belongs to this database, by an id that both carry; a folder without one is taken.
 * A folder of another database (two names that differ in their ending, a database put in the place of a lost one) is
 * used but never tidied, since the other's files would look like orphans.
 */
export function ownsFiles(filesPath: string, settings: SettingTable): boolean {
  const markPath = join(filesPath, 'owner')
  let id = settings.read(key)
  if (typeof id !== 'string') {
    id = randomUUID()
    settings.write(key, id)
  }
  const owner = existsSync(markPath) ? readFileSync(markPath, 'utf8') : ''
  // An empty mark was left by a disk that was full, or by a crash: it names nobody.
  if (owner !== '') return owner === id
  writeFileSync(markPath, String(id))
  return true
}
