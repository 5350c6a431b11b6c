import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { z } from 'zod'
import type { RunEnvironment } from '../shared/run.ts'
import { usesOneDnn, type TensorFlow } from './tensorflow.ts'

const packageSchema = z.object({ version: z.string() })

/** Where and with what this process trains. */
export function describeEnvironment(tf: TensorFlow, threads: number): RunEnvironment {
  const packageFile: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return {
    beatbench: packageSchema.parse(packageFile).version,
    node: process.versions.node,
    tensorflow: tf.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    threads,
    oneDnn: usesOneDnn(),
    kernels: tf.kernels.kind === 'fused' ? `fused ${tf.kernels.instructionSet}` : 'stock',
  }
}
