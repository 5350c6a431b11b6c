import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import { decodeSafetensors } from '../shared/safetensors.ts'
import { printRows, type Context } from './context.ts'
import { formatTable } from './terminal.ts'

/**
 * Copies a run's weights to a file that is whole or not there, and prints the tensors in it.
 * @throws AppError `conflict` when the file is there already, `bad-file` when the copy differs from what was stored.
 */
export async function exportWeights(
  client: EngineClient,
  context: Context,
  id: number,
  options: { out?: string; force?: boolean },
): Promise<void> {
  const run = await client.invoke('run.get', { id })
  const plainName = `${run.variantName} seed ${run.seed}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const target = path.resolve(options.out ?? `${plainName}.safetensors`)
  if (existsSync(target) && !options.force) {
    throw new AppError('conflict', `${target} is there already.`, 'Name another file with --out, or add --force.')
  }
  const weights = await client.invoke('run.weights', { id })
  const bytes = copyWhole(weights.path, target, weights.sha256)
  const tensors = [...decodeSafetensors(bytes).tensors].map(([name, { dtype, shape }]) => ({ name, dtype, shape }))
  printRows(context, { file: target, sha256: weights.sha256, bytes: weights.bytes, tensors }, () =>
    [
      `${target}  ${weights.bytes} bytes  SHA-256 ${weights.sha256}`,
      formatTable(tensors, [
        { title: 'tensor', read: ({ name }) => name },
        { title: 'type', read: ({ dtype }) => dtype },
        { title: 'shape', read: ({ shape }) => `[${shape.join(', ')}]` },
      ]),
    ].join('\n'),
  )
}

function copyWhole(source: string, target: string, sha256: string): Uint8Array {
  const partial = `${target}.partial-${process.pid}`
  try {
    copyFileSync(source, partial)
    const bytes = readFileSync(partial)
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
      throw new AppError('bad-file', 'The stored weights are damaged: their SHA-256 differs from the recorded one.')
    }
    renameSync(partial, target)
    return bytes
  } catch (error) {
    rmSync(partial, { force: true })
    throw describeFailure(error, target)
  }
}

function describeFailure(error: unknown, target: string): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC') return new AppError('disk-full', `The disk is full: ${target} could not be written.`)
  if (code === 'EACCES' || code === 'EROFS') return new AppError('read-only', `${target} cannot be written.`)
  if (code === 'ENOENT') return new AppError('not-found', `The folder of ${target} is not there.`)
  return error
}
