import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/** Asks the disk to keep a file's bytes. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Asks the disk to keep a rename or a new name in the folder of `path`. Windows does so by itself and cannot be asked. */
export function syncFolderOf(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Makes a folder and those above it. Throws the system's error, always one that says why. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    // One at a time: the recursive call says "no such file" where the disk is read-only.
    mkdirSync(path)
  } catch (error) {
    // Another process starting at the same moment may have made it.
    if (!existsSync(path)) throw error
  }
}
