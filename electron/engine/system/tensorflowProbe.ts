import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Store } from '../../store/store.ts'

const runFile = promisify(execFile)
const probedSchema = z.object({ version: z.string() })
const cachedSchema = z.object({ binding: z.string(), version: z.string() })

/** TensorFlow's version as far as it is known. */
export interface TensorflowProbe {
  version(): string | null
  /** Stops asking. */
  close(): void
}

/**
 * Asks a process of its own for TensorFlow's version: the engine never loads it. The answer is kept in the store
 * until another binding is installed. Null until it is known, and where TensorFlow does not load.
 */
export function createTensorflowProbe(store: Store, program: string, onKnown: () => void): TensorflowProbe {
  const binding = describeBinding(path.join(path.dirname(program), '..', '..'))
  const cached = cachedSchema.safeParse(store.settings.read('system.tensorflow'))
  let version = cached.success && cached.data.binding === binding ? cached.data.version : null
  const abort = new AbortController()

  async function ask(): Promise<void> {
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }
    try {
      const { stdout } = await runFile(process.execPath, [program], { env, timeout: 60_000, signal: abort.signal })
      version = probedSchema.parse(JSON.parse(stdout)).version
      if (abort.signal.aborted) return
      store.settings.write('system.tensorflow', { binding, version })
      onKnown()
    } catch (error) {
      if (!abort.signal.aborted) console.error('TensorFlow does not load:', error)
    }
  }

  if (version === null) void ask()
  return { version: () => version, close: () => abort.abort() }
}

/** Changes with every installation of the binding. */
function describeBinding(root: string): string {
  const file = path.join(root, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')
  return existsSync(file) ? `${file} ${statSync(file).mtimeMs}` : 'none'
}
