import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { makeFolder } from './durable.ts'

/** A folder for files that are being written, on the same disk as those that are finished. Made when it is not there. */
export function createTemporaryFiles(path: string) {
  makeFolder(path)
  const newPath = (): string => join(path, randomUUID())

  /** A new empty folder, for what a job writes. */
  function newFolder(): string {
    const folder = newPath()
    mkdirSync(folder)
    return folder
  }

  /** Removes what a job left; anything that lies elsewhere is not touched. */
  function remove(folder: string): void {
    if (resolve(folder).startsWith(resolve(path) + sep)) rmSync(folder, { recursive: true, force: true })
  }

  /** Removes everything; only right when no job is running. Answers how many entries there were. */
  function empty(): number {
    const names = readdirSync(path)
    for (const name of names) rmSync(join(path, name), { recursive: true, force: true })
    return names.length
  }

  return { newPath, newFolder, remove, empty }
}
