import { readdirSync, readFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { makeFolder, withPartialFolder } from './cache.mjs'
import { nodePrefix } from './nodeRuntime.mjs'
import { inProject } from './project.mjs'
import { run } from './run.mjs'

const sources = inProject('native')

/** What the addon is called, in the cache and in the checkout. */
export const addonName = 'beatbench_kernels.node'

/**
 * Compiles `native/*.cpp` with the flags of `native/build.json`, as many files at once as there are processors.
 * @param {{ program: string, args: string[] }} compiler
 * @param {string} libraries the folder of the cache with libtensorflow's `lib` and `include`
 * @param {string} target the folder of the cache to make, with the addon in it
 * @returns {Promise<string | undefined>} why it failed, if it did
 */
export function compileKernels(compiler, libraries, target) {
  const { compile, compileOnX64, link } = JSON.parse(readFileSync(path.join(sources, 'build.json'), 'utf8'))
  const onlyHere = process.arch === 'x64' ? compileOnX64 : {}
  const headers = [path.join(nodePrefix(), 'include', 'node'), path.join(libraries, 'include')]
  // Relative, so that the cache can be copied to another computer.
  const runPath = `-Wl,-rpath,$ORIGIN/../${path.basename(libraries)}/lib`

  return withPartialFolder(target, async (folder) => {
    const objectOf = (name) => path.join(folder, `${name}.o`)
    const names = readdirSync(sources).filter((name) => name.endsWith('.cpp'))
    const flagsOf = (name) => [...compile, ...(onlyHere[name] ?? []), ...headers.map((at) => `-I${at}`)]
    const failure = await eachSideBySide(names, (name) =>
      runCompiler(compiler, [...flagsOf(name), '-c', path.join(sources, name), '-o', objectOf(name)]),
    )
    if (failure !== undefined) return failure
    const addon = path.join(folder, addonName)
    const libraryFolder = `-L${path.join(libraries, 'lib')}`
    const linked = await runCompiler(compiler, [...names.map(objectOf), libraryFolder, runPath, ...link, '-o', addon])
    if (linked === undefined) await makeFolder(target, (made) => rename(addon, path.join(made, addonName)))
    return linked
  })
}

/** Why it failed, if it did. */
async function runCompiler({ program, args }, flags) {
  const { ok, reason } = await run(program, [...args, ...flags])
  return ok ? undefined : reason
}

/** Does `work` for all names on all processors, until one returns something, which is then returned. */
async function eachSideBySide(names, work) {
  const waiting = [...names]
  let failure
  async function takeAll() {
    while (waiting.length > 0 && failure === undefined) {
      const result = await work(waiting.shift())
      failure ??= result
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, takeAll))
  return failure
}
