import { existsSync } from 'node:fs'
import { copyFile, cp, symlink } from 'node:fs/promises'
import path from 'node:path'
import { buildTarget, makeFolder, withPartialFolder } from './cache.mjs'
import { nodePrefix, projectNode } from './nodeRuntime.mjs'
import { inProject } from './project.mjs'
import { say, SetupError } from './report.mjs'
import { run } from './run.mjs'

const tfjsFolder = inProject('node_modules', '@tensorflow', 'tfjs-node')

/**
 * Compiles tfjs-node's binding against libtensorflow and keeps it in the cache: `lib/napi-v8/tfjs_binding.node` beside
 * `deps`, because the binding looks for its libraries relative to itself.
 * @param {string} libraries the folder with libtensorflow's `lib` and `include`
 * @param {string} target the folder of the cache to make
 */
export async function buildBinding(libraries, target) {
  await requireCompiler()
  say('TensorFlow binding: compiling')
  await withPartialFolder(buildTarget(), async (folder) => {
    // Links give node-gyp names without spaces for things that may lie below a path that has one.
    await symlink(libraries, path.join(folder, 'deps'))
    await symlink(nodePrefix(), path.join(folder, 'node'))
    await cp(path.join(tfjsFolder, 'binding'), path.join(folder, 'binding'), { recursive: true })
    await copyFile(path.join(tfjsFolder, 'binding.gyp'), path.join(folder, 'binding.gyp'))
    await compile(folder)
    await makeFolder(target, async (made) => {
      await cp(path.join(folder, 'lib'), path.join(made, 'lib'), { recursive: true })
      await symlink(path.join('..', path.basename(libraries)), path.join(made, 'deps'))
    })
  })
}

async function compile(folder) {
  const nodedir = path.join(folder, 'node')
  const nodeGyp = inProject('node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  const gypVariables = ['-Dnapi_build_version=8', '-Dmodule_name=tfjs_binding', '-Dmodule_path=./lib/napi-v8']
  const { ok, reason } = await run(
    projectNode(),
    [nodeGyp, 'rebuild', `--nodedir=${nodedir}`, '--', ...gypVariables],
    // A user's own npm setting of that name would win over the argument.
    { cwd: folder, env: { npm_config_nodedir: nodedir } },
  )
  const built = existsSync(path.join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'))
  if (!ok || !built) throw new SetupError(`the TensorFlow binding could not be compiled: ${reason}`, 'scripts/setup')
}

async function requireCompiler() {
  for (const program of ['g++', 'make', 'python3']) {
    const { ok } = await run(program, ['--version'])
    if (!ok) throw new SetupError(`${program} is missing`, 'apt-get install -y g++ make python3')
  }
}
