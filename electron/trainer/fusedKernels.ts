import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { fingerprintKernels } from '../../native/fingerprint.mjs'
import { AppError, failureText } from '../shared/appError.ts'

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

const inFolder = (name: string) => fileURLToPath(new URL(`../../out/native/${name}`, import.meta.url))
const addonPath = inFolder('beatbench_kernels.node')
const obstaclePath = inFolder('obstacle.json')
const obstacleSchema = z.object({ problem: z.string(), mend: z.string() })

/** Why there are no fused kernels, and what to do. */
type Obstacle = z.infer<typeof obstacleSchema>

/**
 * Loads the fused kernels into TensorFlow, which is loaded already. `BEATBENCH_KERNELS` chooses: `fused` (where nothing is said)
 * takes the best instruction set, and stock kernels where there is none; `stock` takes those; `fused-avx2` and the like that one.
 * @throws AppError `bad-input` where the wanted ones are not there.
 */
export function loadFusedKernels(wanted = process.env['BEATBENCH_KERNELS'] || 'fused'): Kernels {
  if (wanted === 'stock') return { kind: 'stock', reason: 'BEATBENCH_KERNELS is "stock"' }
  const addon = tryAddon()
  if ('problem' in addon) {
    const { problem, mend } = addon
    if (wanted === 'fused') return { kind: 'stock', reason: `${problem}; to mend it: ${mend}` }
    throw new AppError('bad-input', `BEATBENCH_KERNELS is "${wanted}", but ${problem}.`, `To mend it: ${mend}`)
  }
  const available = addon.instructionSets()
  const instructionSet = wanted === 'fused' ? available[0] : available.find((name) => wanted === `fused-${name}`)
  if (instructionSet === undefined) {
    const usable = ['stock', 'fused', ...available.map((name) => `fused-${name}`)].join(', ')
    throw new AppError(
      'bad-input',
      `BEATBENCH_KERNELS is "${wanted}", but this computer can use ${usable}.`,
      'Set it to one of these, or leave it out.',
    )
  }
  addon.use(instructionSet)
  return { kind: 'fused', instructionSet }
}

function tryAddon(): Addon | Obstacle {
  if (existsSync(addonPath) && !isBuildOf(addonPath, fingerprintKernels()))
    return { problem: 'the fused kernels were compiled from other sources than are here now', mend: 'scripts/setup' }
  try {
    return loadAddon() ?? readObstacle()
  } catch (error) {
    return { problem: `the fused kernels do not load: ${failureText(error)}`, mend: 'scripts/setup --kernels' }
  }
}

/** Whether an addon, through links, is the build of these sources: after an update, an old one does not know the new calls. */
function isBuildOf(addon: string, fingerprint: string): boolean {
  return realpathSync(addon).includes(`kernels-${fingerprint}-`)
}

/** What the set-up wrote down. */
function readObstacle(): Obstacle {
  if (existsSync(obstaclePath)) return obstacleSchema.parse(JSON.parse(readFileSync(obstaclePath, 'utf8')))
  return { problem: 'the fused kernels were not compiled here', mend: 'scripts/setup' }
}
