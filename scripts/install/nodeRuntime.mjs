import { existsSync } from 'node:fs'
import path from 'node:path'
import { inCache, makeFolder } from './cache.mjs'
import { fetchTarball } from './download.mjs'
import { isLinkedTo, link } from './links.mjs'
import { nodeTarballs } from './pins.mjs'
import { inProject, platform } from './project.mjs'
import { SetupError } from './report.mjs'
import { run } from './run.mjs'

/** The Node every program of the workbench runs on, also when the system's is older. */
export const nodeRuntime = {
  name: 'Node 24',

  isReady() {
    const pin = nodeTarballs[platform]
    return pin
      ? isLinkedTo(cachedNode(pin), projectNode()) && existsSync(binLink()) && existsSync(cachedNode(pin))
      : existsSync(projectNode())
  },

  async make() {
    const pin = nodeTarballs[platform]
    if (!pin) return rebuildPackage()
    if (!existsSync(cachedNode(pin))) await unpackNode(pin)
    link(cachedNode(pin), projectNode())
    link('../node/bin/node', binLink())
  },
}

/** The prefix of Node 24, with `bin/` and `include/`: what node-gyp calls its nodedir. */
export function nodePrefix() {
  const pin = nodeTarballs[platform]
  return pin ? nodeFolder(pin) : inProject('node_modules', 'node', 'node_modules', `node-${platform}`)
}

/** Node 24 as every other part of the project finds it. */
export function projectNode() {
  return inProject('node_modules', 'node', 'bin', 'node')
}

function binLink() {
  return inProject('node_modules', '.bin', 'node')
}

function nodeFolder(pin) {
  return inCache(`node-${pin.version}-${platform}`)
}

function cachedNode(pin) {
  return path.join(nodeFolder(pin), 'bin', 'node')
}

async function unpackNode(pin) {
  const tarball = await fetchTarball(pin)
  await makeFolder(nodeFolder(pin), async (folder) => {
    const { ok, reason } = await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder])
    if (!ok) throw new SetupError(`${pin.label} could not be unpacked: ${reason}`, `rm '${tarball}' && scripts/setup`)
  })
}

/** Where no tarball is pinned, the `node` package's own install script fetches the right one. */
async function rebuildPackage() {
  const { ok, reason } = await run('npm', ['rebuild', 'node', '--ignore-scripts=false'], { cwd: inProject() })
  if (!ok) throw new SetupError(`Node 24 could not be installed: ${reason}`, 'npm rebuild node --ignore-scripts=false')
}
