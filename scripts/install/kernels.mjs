import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprintKernels } from '../../native/fingerprint.mjs'
import { inCache } from './cache.mjs'
import { findCompiler } from './compiler.mjs'
import { addonName, compileKernels } from './compileKernels.mjs'
import { isLinkedTo, link } from './links.mjs'
import { projectNode } from './nodeRuntime.mjs'
import { tensorflowWheels } from './pins.mjs'
import { inProject, platform } from './project.mjs'
import { say, SetupError } from './report.mjs'
import { run } from './run.mjs'

const rememberFailureMs = 24 * 3_600_000
const linked = inProject('out', 'native', addonName)
const obstacleFile = inProject('out', 'native', 'obstacle.json')

/**
 * The fused kernels of `native/`: compiled into the cache, named after their sources, and linked into `out/native`, where
 * the trainer looks for them. Without them TensorFlow's own kernels serve, only slower, so this is never an error; what
 * was in the way is written down beside, for `doctor`, and not tried again for a day unless something changed.
 * @param {boolean} tryAgain ignore a remembered obstacle
 */
export function fusedKernels(tryAgain = false) {
  const wheel = tensorflowWheels[platform]
  const libraries = wheel && inCache(`tensorflow-${wheel.version}-${platform}`)
  const fingerprint = fingerprintKernels()
  const built = inCache(`kernels-${fingerprint}-tensorflow-${wheel?.version}-${platform}`)
  const addon = path.join(built, addonName)
  const compiler = findCompiler()
  const circumstances = [addon, compiler?.program ?? 'no compiler'].join(' with ')

  return {
    name: 'Fused kernels',
    isReady: () => (isLinkedTo(addon, linked) && existsSync(addon)) || (!tryAgain && wasInTheWayLately(circumstances)),
    async make() {
      if (wheel && !existsSync(libraries)) throw new SetupError('TensorFlow is missing', 'scripts/setup')
      const obstacle = await findObstacle()
      if (obstacle === undefined) {
        rmSync(obstacleFile, { force: true })
        return 'made'
      }
      rmSync(linked, { force: true })
      mkdirSync(path.dirname(obstacleFile), { recursive: true })
      writeFileSync(obstacleFile, JSON.stringify({ ...obstacle, circumstances }))
      say(`Fused kernels: ${obstacle.problem}; TensorFlow's own serve, and training takes longer`)
      say(`To mend it: ${obstacle.mend}`)
      return 'unavailable'
    },
  }

  /** Puts them in place; what kept it from doing so, if something did. */
  async function findObstacle() {
    if (!wheel)
      return { problem: `the fused kernels are not made for ${platform}`, mend: 'use Linux on x86-64 or ARM64' }
    if (!existsSync(addon)) {
      if (!compiler) return missingCompiler()
      say('Fused kernels: compiling')
      const failure = await compileKernels(compiler, libraries, built)
      if (failure !== undefined)
        return {
          problem: `the fused kernels could not be compiled: ${failure}`,
          mend: 'CXX=ANOTHER_COMPILER scripts/setup --kernels',
        }
    }
    link(addon, linked)
    const problem = await findProblem()
    return problem && { problem, mend: `rm -r '${built}'; scripts/setup --kernels` }
  }
}

/** Which kernels serve, and why, as far as the last set-up knows. */
export function describeKernels() {
  if (existsSync(linked)) return 'fused'
  const obstacle = knownObstacle()
  return obstacle && `stock: ${obstacle.problem}; to mend it: ${obstacle.mend}`
}

function knownObstacle() {
  return existsSync(obstacleFile) ? JSON.parse(readFileSync(obstacleFile, 'utf8')) : undefined
}

/** Loads them in a process of its own, where even a crash is only a message. */
async function findProblem() {
  const program = inProject('electron', 'trainer', 'probeTensorflow.ts')
  const { ok, output, reason } = await run(projectNode(), [program], { env: { BEATBENCH_KERNELS: 'fused' } })
  if (!ok) return `the fused kernels do not load: ${reason}`
  return output.includes('"kind":"fused"') ? undefined : `the fused kernels are not used: ${reason}`
}

function wasInTheWayLately(circumstances) {
  const obstacle = knownObstacle()
  return obstacle?.circumstances === circumstances && Date.now() - statSync(obstacleFile).mtimeMs < rememberFailureMs
}

function missingCompiler() {
  const { CXX } = process.env
  return CXX
    ? { problem: `there is no ${CXX}, which CXX names`, mend: 'unset CXX; scripts/setup' }
    : { problem: 'there is no C++ compiler (g++ or clang++)', mend: 'apt-get install -y g++ && scripts/setup' }
}
