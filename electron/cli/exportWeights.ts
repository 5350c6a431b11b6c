import { createHash } from 'node:crypto'
import path from 'node:path'
import { unzipSync } from 'fflate'
import type { EngineClient } from '../client/connectEngine.ts'
import { modelFileName } from '../shared/modelFile.ts'
import type { ModelFormat } from '../shared/run.ts'
import { decodeSafetensors } from '../shared/safetensors.ts'
import { printRows, type Context } from './context.ts'
import { formatTable } from './terminal.ts'
import { refuseToReplace, writeFileWhole, writeFolderWhole } from './writeWhole.ts'

export interface ExportOptions {
  format: ModelFormat
  out?: string
  force?: boolean
}

/**
 * Writes a run's network for another program: a file, or for TensorFlow.js a folder, that is whole or not there.
 * @throws AppError `conflict` when it is there already.
 */
export async function exportWeights(
  client: EngineClient,
  context: Context,
  id: number,
  { format, out, force = false }: ExportOptions,
): Promise<void> {
  const run = await client.invoke('run.get', { id })
  const isFolder = format === 'tfjs' && !out?.endsWith('.zip')
  const fileName = modelFileName(run.variantName, run, format)
  const target = path.resolve(out ?? (isFolder ? path.basename(fileName, '.zip') : fileName))
  refuseToReplace(target, isFolder ? 'folder' : 'file', force)
  const { base64 } = await client.invoke('run.export', { id, format })
  const bytes = Buffer.from(base64, 'base64')
  if (isFolder) writeModelFolder(context, target, bytes)
  else {
    writeFileWhole(target, bytes)
    printFile(context, target, bytes, format)
  }
}

function writeModelFolder(context: Context, folder: string, zip: Uint8Array): void {
  // Last comes what names the others: with the old model.json the old weights are never read as new ones.
  const files = new Map(Object.entries(unzipSync(zip)).toReversed())
  writeFolderWhole(folder, files)
  const rows = [...files].map(([name, bytes]) => ({ file: path.join(folder, name), ...measure(bytes) }))
  printRows(context, { folder, files: rows }, () => rows.map(describeFile).join('\n'))
}

function printFile(context: Context, file: string, bytes: Uint8Array, format: ModelFormat): void {
  const row = { file, ...measure(bytes) }
  if (format !== 'safetensors') {
    printRows(context, row, () => describeFile(row))
    return
  }
  const tensors = [...decodeSafetensors(bytes).tensors].map(([name, { dtype, shape }]) => ({ name, dtype, shape }))
  printRows(context, { ...row, tensors }, () =>
    [
      describeFile(row),
      formatTable(tensors, [
        { title: 'tensor', read: ({ name }) => name },
        { title: 'type', read: ({ dtype }) => dtype },
        { title: 'shape', read: ({ shape }) => `[${shape.join(', ')}]` },
      ]),
    ].join('\n'),
  )
}

function measure(content: Uint8Array): { sha256: string; bytes: number } {
  return { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length }
}

function describeFile({ file, bytes, sha256 }: { file: string; bytes: number; sha256: string }): string {
  return `${file}  ${bytes} bytes  SHA-256 ${sha256}`
}
