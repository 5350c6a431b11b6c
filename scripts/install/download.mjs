import { createHash } from 'node:crypto'
import { createReadStream, existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { folderBytes, inCache, withPartialFolder } from './cache.mjs'
import { megabytes, say, SetupError, watchProgress } from './report.mjs'
import { run } from './run.mjs'

/**
 * @typedef {object} Download one file of a package registry
 * @property {string} label what the user knows it as
 * @property {string} file its name in the registry
 * @property {number} bytes
 * @property {string} sha256
 */

/** SHA-256 of a file, as hex. */
async function sha256Of(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/**
 * Fetches a wheel from the Python registry with the user's own pip.
 * @param {Download & { requirement: string, python: string, platform: string }} wheel
 * @returns {Promise<string>} the checked file in the cache
 */
export function fetchWheel(wheel) {
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--progress-bar=off']
  const target = ['--implementation=cp', `--python-version=${wheel.python}`, `--platform=${wheel.platform}`]
  return fetch(wheel, (folder) =>
    run('python3', [...args, ...target, `--dest=${folder}`, wheel.requirement], {
      env: { TMPDIR: folder, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    }),
  )
}

/**
 * Fetches a package from the npm registry.
 * @param {Download & { requirement: string }} tarball
 * @returns {Promise<string>} the checked file in the cache
 */
export function fetchTarball(tarball) {
  return fetch(tarball, (folder) => run('npm', ['pack', '--prefer-offline', tarball.requirement], { cwd: folder }))
}

async function fetch(download, fetchInto) {
  const { label, file, bytes } = download
  const kept = inCache('downloads', file)
  if (existsSync(kept)) return kept
  say(`${label}: downloading ${megabytes(bytes)}`)
  await withPartialFolder(kept, async (partial) => {
    const stopWatching = watchProgress(label, () => folderBytes(partial), bytes)
    const { ok, reason } = await fetchInto(partial).finally(stopWatching)
    if (!ok) throw new SetupError(`${label} could not be downloaded: ${reason}`, offlineMend(label))
    const fetched = path.join(partial, file)
    if (!existsSync(fetched)) throw new SetupError(`${label}: the registry sent no ${file}`, 'scripts/setup')
    await checkSha256(download, fetched)
    renameSync(fetched, kept)
  })
  return kept
}

/** Refuses a file that is not byte for byte the one that was tested. */
export async function checkSha256({ label, sha256 }, file) {
  const actual = await sha256Of(file)
  if (actual === sha256) return
  throw new SetupError(`${label}: ${path.basename(file)} has SHA-256 ${actual}, expected ${sha256}`, 'scripts/setup')
}

function offlineMend(label) {
  return `scripts/setup (again, online; or copy ${inCache()} from a machine that has ${label})`
}
