import { parseArgs } from 'node:util'
import { inCache, removePartials } from './cache.mjs'
import { withLock } from './lock.mjs'
import { nodeRuntime } from './nodeRuntime.mjs'
import { installedVersion } from './project.mjs'
import { say, SetupError } from './report.mjs'
import { tensorflow } from './tensorflow.mjs'

/**
 * Makes whatever native part is missing, each from the cache where it can.
 * @param {{ localTensorflow?: string }} [options]
 */
export async function setUp({ localTensorflow } = {}) {
  if (!installedVersion('@tensorflow/tfjs-node')) throw new SetupError('the packages are missing', 'npm ci')
  const parts = [nodeRuntime, tensorflow(localTensorflow)]
  if (parts.every((part) => part.isReady())) return
  await withLock(inCache('lock'), async () => {
    removePartials()
    for (const part of parts) {
      if (part.isReady()) continue
      const startedAt = Date.now()
      await part.make()
      say(`${part.name}: ready (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
    }
  })
}

const options = { libtensorflow: { type: 'string' }, tests: { type: 'boolean' } }
const { values } = parseArgs({ options })
await setUp({ localTensorflow: values.libtensorflow })
