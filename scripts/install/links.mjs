import { lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** Whether the symbolic link `at` already leads to `target`. */
export function isLinkedTo(target, at) {
  const stats = lstatSync(at, { throwIfNoEntry: false })
  return stats?.isSymbolicLink() === true && readlinkSync(at) === target
}

/** Makes the symbolic link `at` lead to `target`, replacing whatever was there. */
export function link(target, at) {
  if (isLinkedTo(target, at)) return
  mkdirSync(path.dirname(at), { recursive: true })
  rmSync(at, { recursive: true, force: true })
  symlinkSync(target, at)
}
