import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../shared/appError.ts'
import { canonicalJson } from '../shared/architecture.ts'
import { epochSchema } from '../shared/run.ts'
import { decodeSafetensors, encodeSafetensors, type Tensor as FileTensor } from '../shared/safetensors.ts'
import type { RunSpec } from '../shared/trainerProtocol.ts'
import type { Network } from './network.ts'
import type { Optimiser, OptimiserState } from './optimisers/optimiser.ts'
import { pickWeights, putWeights, shapesOf, takeWeights, type Weights } from './weights.ts'

const momentPrefix = 'optimiser.'

export const scoredEpochSchema = epochSchema.omit({ durationMs: true })

/** A finished epoch without the time it took, so that equal runs have equal checkpoints, byte for byte. */
export type ScoredEpoch = z.infer<typeof scoredEpochSchema>

/**
 * All that a run goes on from after an epoch: weights, running statistics, the optimiser's moments and the epochs so far.
 * Early stopping and learning rate follow from the epochs. The generator's state is seed and epoch: each epoch's draws
 * come from streams named after it.
 */
export interface Checkpoint {
  history: readonly ScoredEpoch[]
  weights: Weights
  optimiser: OptimiserState
}

const metadataSchema = z.object({
  format: z.literal('beatbench checkpoint 1'),
  spec: z.string(),
  history: z.string().transform((text) => z.array(scoredEpochSchema).parse(JSON.parse(text))),
  optimiserSteps: z.coerce.number().int().min(0),
  sha256: z.string(),
})

/** What a checkpoint must belong to: another design, recipe or seed could not go on from it. */
export function identityOf({ architecture, recipe, seed }: Pick<RunSpec, 'architecture' | 'recipe' | 'seed'>): string {
  return createHash('sha256').update(canonicalJson({ architecture, recipe, seed })).digest('hex')
}

/** A checkpoint as a safetensors file, with a checksum of all of it inside. */
export function encodeCheckpoint(
  { network, optimiser }: { network: Network; optimiser: Optimiser },
  identity: string,
  history: readonly ScoredEpoch[],
): Uint8Array {
  const shapes = shapesOf(network)
  const tensors: Record<string, FileTensor> = {}
  for (const [name, data] of takeWeights(network)) {
    tensors[name] = { dtype: 'F32', shape: [...(shapes.get(name) ?? [data.length])], data: data.slice() }
  }
  const { steps, moments } = optimiser.snapshot()
  for (const [name, data] of moments) {
    tensors[`${momentPrefix}${name}`] = { dtype: 'F32', shape: [data.length], data: data.slice() }
  }
  const metadata = {
    format: 'beatbench checkpoint 1',
    spec: identity,
    history: JSON.stringify(history),
    optimiserSteps: String(steps),
  }
  return encodeSafetensors(tensors, { ...metadata, sha256: checksumOf(new Map(Object.entries(tensors)), metadata) })
}

/**
 * Reads a checkpoint of this network and run.
 * @throws AppError `bad-file` where it is damaged, or belongs to another design, recipe or seed.
 */
export function decodeCheckpoint(network: Network, identity: string, bytes: Uint8Array, fileName: string): Checkpoint {
  const file = decodeSafetensors(bytes, fileName)
  const parsed = metadataSchema.safeParse(file.metadata)
  if (!parsed.success) throw badCheckpoint(fileName, 'it is no checkpoint of this program')
  const { sha256, spec, history, optimiserSteps } = parsed.data
  const signed = Object.fromEntries(Object.entries(file.metadata).filter(([key]) => key !== 'sha256'))
  if (checksumOf(file.tensors, signed) !== sha256)
    throw badCheckpoint(fileName, 'its checksum does not fit its content')
  if (spec !== identity) throw badCheckpoint(fileName, 'it belongs to another design, recipe or seed')
  const moments = new Map<string, Float32Array>()
  for (const [name, tensor] of file.tensors) {
    if (name.startsWith(momentPrefix) && tensor.dtype === 'F32')
      moments.set(name.slice(momentPrefix.length), tensor.data)
  }
  const weights = pickWeights(network, file.tensors, fileName)
  return { history, weights, optimiser: { steps: optimiserSteps, moments } }
}

/** Puts network and optimiser into the state of a checkpoint. */
export function restoreCheckpoint(
  { network, optimiser }: { network: Network; optimiser: Optimiser },
  checkpoint: Checkpoint,
): void {
  putWeights(network, checkpoint.weights)
  optimiser.restore(checkpoint.optimiser)
}

/** SHA-256 over names, shapes and values of all tensors in the order of their names, and over the metadata. */
function checksumOf(tensors: ReadonlyMap<string, FileTensor>, metadata: Record<string, string>): string {
  const hash = createHash('sha256').update(canonicalJson(metadata))
  for (const name of [...tensors.keys()].sort()) {
    const tensor = tensors.get(name)
    if (!tensor) continue
    hash.update(`\n${name} ${tensor.dtype} ${tensor.shape.join()}\n`)
    hash.update(new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength))
  }
  return hash.digest('hex')
}

function badCheckpoint(fileName: string, what: string): AppError {
  return new AppError('bad-file', `${fileName} cannot be resumed from: ${what}.`, 'Start the run from the beginning.')
}
