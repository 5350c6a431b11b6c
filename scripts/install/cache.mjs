import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'

/** The user's cache folder for this program: `$XDG_CACHE_HOME/beatbench`, else `~/.cache/beatbench`. */
export function cacheFolder() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'beatbench')
}

/** A place inside the cache. */
export function inCache(...names) {
  return path.join(cacheFolder(), ...names)
}

/**
 * Lends a temporary folder beside a thing of the cache, to make it there and rename it when it is complete: what has its
 * name is whole, whatever interrupted an earlier attempt.
 * @template T
 * @param {string} target
 * @param {(partial: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPartialFolder(target, work) {
  mkdirSync(path.dirname(target), { recursive: true })
  const partial = mkdtempSync(`${target}.partial-`)
  try {
    return await work(partial)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

/** Makes a folder of the cache at once; `fill` gets an empty folder to put its files in. */
export function makeFolder(target, fill) {
  return withPartialFolder(target, async (partial) => {
    const made = path.join(partial, 'made')
    mkdirSync(made)
    await fill(made)
    rmSync(target, { recursive: true, force: true })
    renameSync(made, target)
  })
}

/** What to name the folder to compile in: make and node-gyp cannot work below a path with a space. */
export function buildTarget() {
  const parent = [cacheFolder(), tmpdir(), '/var/tmp'].find((folder) => !/\s/.test(folder))
  return path.join(parent, `beatbench-build-${process.getuid?.() ?? ''}`)
}

/** Removes what interrupted set-ups left behind. Only for the holder of the lock. */
export function removePartials() {
  removeFrom(cacheFolder(), '')
  removeFrom(inCache('downloads'), '')
  removeFrom(path.dirname(buildTarget()), path.basename(buildTarget()))
}

function removeFrom(folder, prefix) {
  if (!existsSync(folder)) return
  const isPartial = (name) => name.startsWith(prefix) && name.includes('.partial-')
  for (const name of readdirSync(folder).filter(isPartial)) rmSync(path.join(folder, name), { recursive: true })
}

/** Bytes of all files below a folder; 0 where it is not there (yet). */
export function folderBytes(folder) {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) =>
        sum + (statSync(path.join(entry.parentPath ?? entry.path, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
}
