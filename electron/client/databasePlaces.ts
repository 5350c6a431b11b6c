import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { dataFolder } from './defaultDatabase.ts'

const recentSchema = z.array(z.string()).max(50)
const keptRecent = 12

/** Databases that can be opened, without double ones: the open one, those beside it and in the data folder, recent ones. */
export function listDatabasePaths(openPath: string): string[] {
  const folders = [path.dirname(openPath), dataFolder()]
  const found = folders.flatMap((folder) => databasesIn(folder))
  const recent = readRecent().filter((file) => existsSync(file))
  return [...new Set([openPath, ...found, ...recent])]
}

/** Bytes of a database with its write-ahead log; 0 while it is not there. */
export function databaseBytes(databasePath: string): number {
  return [databasePath, `${databasePath}-wal`]
    .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, bytes) => sum + bytes, 0)
}

/** Puts a database first among the recent ones. A list that cannot be written is told of and stops nothing. */
export function rememberDatabase(databasePath: string): void {
  const recent = [databasePath, ...readRecent().filter((file) => file !== databasePath)].slice(0, keptRecent)
  try {
    mkdirSync(dataFolder(), { recursive: true, mode: 0o700 })
    const partial = `${recentFile()}.${process.pid}`
    writeFileSync(partial, `${JSON.stringify(recent, null, 2)}\n`, { mode: 0o600 })
    renameSync(partial, recentFile())
  } catch (error) {
    console.error(`The list of recent databases could not be written: ${(error as Error).message}`)
  }
}

function databasesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.db'))
    .map((entry) => path.join(folder, entry.name))
    .sort()
}

function recentFile(): string {
  return path.join(dataFolder(), 'recent-databases.json')
}

/** A list that cannot be read is an empty one: it is a convenience, and is written again at the next start. */
function readRecent(): string[] {
  if (!existsSync(recentFile())) return []
  const text = readFileSync(recentFile(), 'utf8')
  const parsed = recentSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : []
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
