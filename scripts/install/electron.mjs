import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { folderBytes, inCache, withPartialFolder } from './cache.mjs'
import { projectNode } from './nodeRuntime.mjs'
import { inProject, installedVersion, platform } from './project.mjs'
import { say } from './report.mjs'
import { run } from './run.mjs'

const stallMs = 8_000
const rememberFailureMs = 24 * 3_600_000
const packageFolder = inProject('node_modules', 'electron')

/**
 * Electron's own binary, which no package registry carries: its package downloads it, for users who are online. Where
 * that fails the workbench opens in a browser, so this is never an error, and it is not tried again for a day.
 * @param {boolean} tryAgain ignore a remembered failure
 */
export function electron(tryAgain = false) {
  const failure = inCache(`electron-${installedVersion('electron')}-${platform}.failed`)
  return {
    name: 'Electron',
    isReady: () => Boolean(electronBinary()) || (!tryAgain && failedLately(failure)),
    async make() {
      const reason = await download()
      if (reason === undefined) {
        rmSync(failure, { force: true })
        return 'made'
      }
      await mkdir(path.dirname(failure), { recursive: true })
      writeFileSync(failure, reason)
      say(
        `Electron: not to be had here (${reason}); the workbench opens in the browser. Again: scripts/setup --electron`,
      )
      return 'unavailable'
    },
  }
}

/** Path of the Electron this checkout can start, or undefined. */
export function electronBinary() {
  const pathFile = path.join(packageFolder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = path.join(packageFolder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

function failedLately(failure) {
  const stats = statSync(failure, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs < rememberFailureMs
}

/** Gives up when nothing arrives for a while, however long the whole takes. Returns why it failed, in one line. */
function download() {
  say('Electron: downloading about 120 MB, unless it is in the cache')
  return withPartialFolder(inCache('electron-download'), async (folder) => {
    const stopped = new AbortController()
    let seen = { bytes: 0, atMs: Date.now() }
    const timer = setInterval(() => {
      const bytes = folderBytes(folder) + folderBytes(path.join(packageFolder, 'dist'))
      if (bytes !== seen.bytes) seen = { bytes, atMs: Date.now() }
      else if (Date.now() - seen.atMs > stallMs) stopped.abort()
    }, 500)
    const { ok, output } = await run(projectNode(), [path.join(packageFolder, 'install.js')], {
      env: { TMPDIR: folder, electron_config_cache: inCache('electron') },
      signal: stopped.signal,
    }).finally(() => clearInterval(timer))
    if (ok) return undefined
    return stopped.signal.aborted
      ? 'its server does not answer'
      : (output.match(/\b(getaddrinfo|connect) \w+/)?.[0] ?? 'its server cannot be reached')
  })
}
