import { lstatSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** Whether the symbolic link `at` already leads to `target`. */
export function isLinkedTo(target, at) {
  return isLink(at) && readlinkSync(at) === target
}

/** Makes the symbolic link `at` lead to `target`, replacing whatever was there; another link at once, never missing. */
export function link(target, at) {
  if (isLinkedTo(target, at)) return
  mkdirSync(path.dirname(at), { recursive: true })
  if (!isLink(at)) rmSync(at, { recursive: true, force: true })
  const fresh = `${at}.new`
  rmSync(fresh, { force: true })
  symlinkSync(target, fresh)
  renameSync(fresh, at)
}

function isLink(at) {
  return lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true
}
