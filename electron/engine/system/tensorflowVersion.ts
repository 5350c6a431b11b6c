import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Store } from '../../store/store.ts'

const runFile = promisify(execFile)
const probedSchema = z.object({ version: z.string() })
const cachedSchema = z.object({ binding: z.string(), version: z.string() })

/**
 * TensorFlow's version, asked of a process of its own: the engine never loads it. The answer is kept in the store
 * until another binding is installed. Null where TensorFlow does not load.
 */
export async function findTensorflowVersion(store: Store, probe: string): Promise<string | null> {
  const binding = describeBinding(path.join(path.dirname(probe), '..', '..'))
  const cached = cachedSchema.safeParse(store.settings.read('system.tensorflow'))
  if (cached.success && cached.data.binding === binding) return cached.data.version
  try {
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }
    const { stdout } = await runFile(process.execPath, [probe], { env, timeout: 60_000 })
    const { version } = probedSchema.parse(JSON.parse(stdout))
    store.settings.write('system.tensorflow', { binding, version })
    return version
  } catch (error) {
    console.error('TensorFlow does not load:', error)
    return null
  }
}

/** Changes with every installation of the binding. */
function describeBinding(root: string): string {
  const file = path.join(root, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')
  return existsSync(file) ? `${file} ${statSync(file).mtimeMs}` : 'none'
}
