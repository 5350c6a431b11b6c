import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectNode } from './install/nodeRuntime.mjs'
import { inProject, projectFolder } from './install/project.mjs'
import { say } from './install/report.mjs'

const sources = ['electron', 'renderer', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/**
 * Builds the renderer and Electron's part into `out/`, unless that was made from the sources as they are now.
 * @returns {Promise<boolean>} whether the output is up to date
 */
export async function buildIfStale() {
  const stamp = inProject('out', 'built-from')
  const fingerprint = fingerprintSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return true
  const electronVite = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  say('Building the workbench')
  rmSync(stamp, { force: true })
  const child = spawn(projectNode(), [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'close')
  if (code !== 0) return false
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, fingerprint)
  return true
}

/** Names, sizes and times of all sources: quick to read, and different after every edit or checkout. */
function fingerprintSources() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((name) => listFiles(inProject(name)))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}\n${size}\n${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function listFiles(at) {
  const stats = statSync(at, { throwIfNoEntry: false })
  if (!stats) return []
  if (stats.isFile()) return [at]
  return readdirSync(at)
    .sort()
    .flatMap((name) => listFiles(path.join(at, name)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await buildIfStale()) ? 0 : 1
