import { inCache, removePartials } from './cache.mjs'
import { electron } from './electron.mjs'
import { fusedKernels } from './kernels.mjs'
import { withLock } from './lock.mjs'
import { nodeRuntime } from './nodeRuntime.mjs'
import { installedVersion } from './project.mjs'
import { say, SetupError } from './report.mjs'
import { tensorflow } from './tensorflow.mjs'
import { electronFixture, testPackages } from './testTools.mjs'

const otherCache = 'XDG_CACHE_HOME=A_FOLDER_WITH_3_GB_FREE scripts/setup'
const mendsOfSystemErrors = {
  ENOSPC: otherCache,
  EDQUOT: otherCache,
  EACCES: otherCache,
  EROFS: otherCache,
  ENOTDIR: otherCache,
}

/**
 * Makes whatever native part is missing, each from the cache where it can. A failure is told with the command that mends
 * it, and does not keep the other parts from being made.
 * @param {{ tests?: boolean, localTensorflow?: string, retryKernels?: boolean, retryElectron?: boolean }} [options]
 * @returns {Promise<string[]>} the names of the parts that could not be made
 */
export async function setUp({ tests = false, localTensorflow, retryKernels = false, retryElectron = false } = {}) {
  if (!installedVersion('@tensorflow/tfjs-node'))
    return [tellFailure('Packages', new SetupError('not installed', 'npm ci'))]
  const parts = [nodeRuntime, tensorflow(localTensorflow), fusedKernels(retryKernels), electron(retryElectron)]
  if (tests) parts.push(testPackages, electronFixture)
  if (parts.every((part) => part.isReady())) return []
  try {
    return await withLock(inCache('lock'), () => makeAll(parts))
  } catch (error) {
    return [tellFailure('Set-up', error)]
  }
}

async function makeAll(parts) {
  removePartials()
  const failures = []
  for (const part of parts) {
    if (!part.isReady()) failures.push(...(await make(part)))
  }
  return failures
}

async function make(part) {
  const startedAt = Date.now()
  try {
    const made = await part.make()
    if (made !== 'unavailable') say(`${part.name}: ready (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
    return []
  } catch (error) {
    return [tellFailure(part.name, error)]
  }
}

function tellFailure(name, error) {
  say(`${name}: ${error.message}`)
  say(`To mend it: ${error.mend ?? mendsOfSystemErrors[error.code] ?? 'scripts/setup'}`)
  return name
}
