import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { AppError } from '../shared/appError.ts'

/** What computes: TensorFlow's own kernels, and why, or the fused ones of `native/` for an instruction set of this processor. */
export type Kernels = { kind: 'stock'; reason: string } | { kind: 'fused'; instructionSet: string }

/** The addon of `native/addon.cpp`: which instruction sets this processor can run, best first, and which is in use. */
export interface Addon {
  instructionSets(): string[]
  use(instructionSet: string): void
}

/** The addon, once it is loaded; null where it was not compiled. Load TensorFlow first: its libraries must be there. */
export function loadAddon(): Addon | null {
  return existsSync(addonPath) ? (createRequire(import.meta.url)(addonPath) as Addon) : null
}

const addonPath = fileURLToPath(new URL('../../out/native/beatbench_kernels.node', import.meta.url))

/**
 * Loads the fused kernels into TensorFlow, which is loaded already. `BEATBENCH_KERNELS` chooses: `fused` (where nothing is said)
 * takes the best instruction set, `stock` none, `fused-avx2` and the like that one.
 * @throws AppError `bad-input` where the wanted ones are not there.
 */
export function loadFusedKernels(wanted = process.env['BEATBENCH_KERNELS'] ?? 'fused'): Kernels {
  if (wanted === 'stock') return { kind: 'stock', reason: 'BEATBENCH_KERNELS is "stock"' }
  const addon = loadAddon()
  if (!addon) {
    if (wanted === 'fused') return { kind: 'stock', reason: 'the fused kernels were not compiled here' }
    throw new AppError(
      'bad-input',
      `BEATBENCH_KERNELS is "${wanted}", but the fused kernels were not compiled here.`,
      'Run scripts/setup.',
    )
  }
  const available = addon.instructionSets()
  const instructionSet = wanted === 'fused' ? available[0] : wanted.replace(/^fused-/, '')
  if (instructionSet === undefined || !available.includes(instructionSet))
    throw new AppError(
      'bad-input',
      `BEATBENCH_KERNELS is "${wanted}", which this computer cannot run.`,
      `Use stock, fused${available.map((name) => `, fused-${name}`).join('')}.`,
    )
  addon.use(instructionSet)
  return { kind: 'fused', instructionSet }
}
