import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { EngineClient } from '../client/connectEngine.ts'
import { readBeatsFile } from '../data/beatsFile.ts'
import { csvBlocks } from '../data/csvText.ts'
import { explainFileError } from '../data/fileErrors.ts'
import { describeKnownText } from '../data/knownFiles.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import { printRows, type Context } from './context.ts'
import { findDataSet } from './findByName.ts'
import { refuseToReplace } from './writeWhole.ts'

export interface CsvExportOptions {
  out: string
  force?: boolean
}

interface WrittenFile {
  file: string
  rows: number
  bytes: number
  sha256: string
  /** What is known of a file of these bytes; null where nothing is. */
  known: string | null
}

/**
 * Writes a data set as the published heartbeat set has its files, `mitbih_train.csv` and `mitbih_test.csv`; as `beats.csv`
 * where its beats are not of two files.
 * @throws AppError `conflict` when one is there already, `not-found` where the samples are not all here.
 */
export async function exportCsv(
  client: EngineClient,
  context: Context,
  name: string,
  { out, force = false }: CsvExportOptions,
): Promise<void> {
  const { id } = await findDataSet(client, name)
  const beats = readBeatsFile((await client.invoke('dataset.file', { id })).path)
  const folder = path.resolve(out)
  const files = filesOf(beats).map(({ fileName, rows }) => ({ target: path.join(folder, fileName), rows }))
  for (const { target } of files) refuseToReplace(target, 'file', force)
  if (!existsSync(folder)) explained(folder, () => mkdirSync(folder, { recursive: true }))
  const written = files.map(({ target, rows }) => {
    context.terminal.note(`Writing ${target}`)
    return explained(target, () => writeCsv(target, beats, rows))
  })
  printRows(context, written, () => written.map(describeFile).join('\n'))
}

function filesOf({ sourcePart }: BeatsFile): { fileName: string; rows: Uint32Array }[] {
  const rowsOf = (part: number) => Uint32Array.from(sourcePart.keys()).filter((row) => sourcePart[row] === part)
  const [train, test] = [rowsOf(0), rowsOf(1)]
  if (test.length === 0) return [{ fileName: 'beats.csv', rows: train }]
  return [
    { fileName: 'mitbih_train.csv', rows: train },
    { fileName: 'mitbih_test.csv', rows: test },
  ]
}

/** Under a temporary name until it is whole. */
function writeCsv(target: string, beats: BeatsFile, rows: Uint32Array): WrittenFile {
  const partial = `${target}.partial-${process.pid}`
  const hash = createHash('sha256')
  const handle = openSync(partial, 'w')
  let bytes = 0
  try {
    for (const text of csvBlocks(beats, rows)) {
      const block = Buffer.from(text, 'latin1')
      hash.update(block)
      for (let at = 0; at < block.length;) at += writeSync(handle, block, at)
      bytes += block.length
    }
    fsyncSync(handle)
    renameSync(partial, target)
  } finally {
    closeSync(handle)
    rmSync(partial, { force: true })
  }
  const sha256 = hash.digest('hex')
  return { file: target, rows: rows.length, bytes, sha256, known: describeKnownText(sha256) }
}

function describeFile({ file, rows, bytes, sha256, known }: WrittenFile): string {
  return `${file}: ${rows} rows, ${bytes} bytes, SHA-256 ${sha256}${known === null ? '' : `\n  ${known}`}`
}

function explained<T>(target: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw explainFileError(target, error)
  }
}
