import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { AppError } from '../shared/appError.ts'
import type { BeatsFile, BeatsMetadata } from '../shared/beatsFile.ts'
import { amplitudeSchema } from '../shared/amplitude.ts'
import { classCount } from '../shared/beatClass.ts'
import { decodeSafetensors, encodeSafetensorsHeader } from '../shared/safetensors.ts'
import type { TensorData, TensorType } from '../shared/safetensors.ts'
import { explainFileError, withFileErrors } from './fileErrors.ts'

/** Everything of a beats file but the beats, which a writer may stream. */
export type BeatColumns = Omit<BeatsFile, 'beats' | 'kept'>

const personCountsSchema = z.object({ shared: z.number().int(), all: z.number().int() })
const textsSchema = z.array(z.string())
const readBlockBytes = 1 << 30

/** The name a beats file has until it is whole. */
export function partialPath(path: string): string {
  return `${path}.partial`
}

/**
 * Writes a beats file under a temporary name, brings it to the disk, and renames it; on an error nothing stays.
 *
 * @returns the SHA-256 and the size of the file
 * @throws AppError `disk-full` or `read-only`
 */
export function writeBeatsFile(path: string, file: BeatsFile): Promise<{ sha256: string; bytes: number }> {
  return streamBeatsFile(path, file, [file.beats])
}

/** {@link writeBeatsFile} for beats that come in pieces: whole rows in order, `columns.count` of them in all. */
export async function streamBeatsFile(
  path: string,
  columns: BeatColumns,
  beats: Iterable<Float32Array> | AsyncIterable<Float32Array>,
): Promise<{ sha256: string; bytes: number }> {
  const partial = partialPath(path)
  return withFileErrors(path, async () => {
    try {
      const written = await writePieces(partial, columns, beats)
      await rename(partial, path)
      await syncFolder(dirname(path))
      return written
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  })
}

async function writePieces(
  path: string,
  columns: BeatColumns,
  beats: Iterable<Float32Array> | AsyncIterable<Float32Array>,
): Promise<{ sha256: string; bytes: number }> {
  const { count, length } = columns
  const header = encodeSafetensorsHeader(
    [
      { name: 'beats', dtype: 'F32', shape: [count, length] },
      { name: 'record_sample', dtype: 'U32', shape: [count] },
      { name: 'source_row', dtype: 'U32', shape: [count] },
      { name: 'record', dtype: 'U16', shape: [count] },
      { name: 'labels', dtype: 'U8', shape: [count] },
      { name: 'source_part', dtype: 'U8', shape: [count] },
    ],
    encodeMetadata(columns.metadata),
  )
  const hash = createHash('sha256')
  const handle = await open(path, 'w')
  let bytes = 0
  const write = async (values: ArrayBufferView): Promise<void> => {
    const piece = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    hash.update(piece)
    bytes += piece.length
    await handle.writeFile(piece)
  }
  try {
    await write(header)
    for await (const rows of beats) await write(rows)
    if (bytes !== header.length + count * length * 4) throw new RangeError(`${path}: not ${count} beats were given`)
    for (const name of ['recordSample', 'sourceRow', 'record', 'labels', 'sourcePart'] as const) {
      if (columns[name].length !== count) throw new RangeError(`${path}: ${name} does not have ${count} values`)
      await write(columns[name])
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** A rename is only safe from a power cut when the folder is synced too. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Reads a beats file whole; arrays are views into one buffer.
 *
 * @throws AppError `not-found`, `read-only` (no permission), or `bad-file` with what is wrong
 */
export function readBeatsFile(path: string): BeatsFile {
  return decodeBeatsFile(readWhole(path), path)
}

/**
 * The same of bytes that are there, also of an excerpt; `name` is what messages call them.
 *
 * @throws AppError `bad-file`
 */
export function decodeBeatsFile(bytes: Uint8Array, name: string): BeatsFile {
  const { tensors, metadata } = decodeSafetensors(bytes, name)
  const shape = tensors.get('beats')?.shape
  const [rows, length] = shape ?? []
  if (rows === undefined || length === undefined || shape?.length !== 2) {
    throw badBeats(name, 'it has no tensor "beats" of shape [beats, length]')
  }
  const isExcerpt = tensors.has('kept')
  const count = isExcerpt ? (tensors.get('labels')?.shape[0] ?? 0) : rows
  const take = <T extends TensorType>(tensorName: string, dtype: T, expected = [count]): TensorData<T> => {
    const tensor = tensors.get(tensorName)
    if (tensor?.dtype === dtype && tensor.shape.join() === expected.join()) return tensor.data as TensorData<T>
    throw badBeats(name, `it has no tensor "${tensorName}" of type ${dtype} and shape [${expected.join(', ')}]`)
  }
  const file: BeatsFile = {
    count,
    length,
    beats: take('beats', 'F32', [rows, length]),
    labels: take('labels', 'U8'),
    sourcePart: take('source_part', 'U8'),
    sourceRow: take('source_row', 'U32'),
    record: take('record', 'U16'),
    recordSample: take('record_sample', 'U32'),
    ...(isExcerpt ? { kept: take('kept', 'U32', [rows]) } : {}),
    metadata: decodeMetadata(name, metadata),
  }
  const wrong = file.labels.findIndex((label) => label >= classCount)
  if (wrong >= 0) throw badBeats(name, `beat ${wrong} has the label ${file.labels[wrong]}, which is no class`)
  return file
}

/** The texts that stand in the file's header. */
export function encodeMetadata(metadata: BeatsMetadata): Record<string, string> {
  return {
    sample_rate_hz: String(metadata.sampleRateHz),
    ...(metadata.amplitude === undefined || metadata.amplitude === 'unit' ? {} : { amplitude: metadata.amplitude }),
    records: JSON.stringify(metadata.records),
    persons: JSON.stringify(metadata.persons),
    licence: metadata.licence,
    attribution: metadata.attribution,
    ...(metadata.publishedSplitPersons
      ? { published_split_persons: JSON.stringify(metadata.publishedSplitPersons) }
      : {}),
  }
}

function decodeMetadata(path: string, texts: Record<string, string>): BeatsMetadata {
  const parse = <T>(name: string, schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(parseJson(texts[name]))
    if (!parsed.success) throw badBeats(path, `its metadata "${name}" is missing or malformed`)
    return parsed.data
  }
  const records = parse('records', textsSchema)
  const persons = parse('persons', textsSchema)
  if (records.length !== persons.length) throw badBeats(path, 'its metadata does not name one person per record')
  return {
    sampleRateHz: parse('sample_rate_hz', z.number().positive()),
    ...decodeAmplitude(path, texts.amplitude),
    records,
    persons,
    licence: texts.licence ?? '',
    attribution: texts.attribution ?? '',
    ...(texts.published_split_persons === undefined
      ? {}
      : { publishedSplitPersons: parse('published_split_persons', personCountsSchema) }),
  }
}

/** Left out where it is 0..1, as in files that know nothing else. */
function decodeAmplitude(path: string, text: string | undefined): Pick<BeatsMetadata, 'amplitude'> {
  if (text === undefined) return {}
  const amplitude = amplitudeSchema.safeParse(text)
  if (amplitude.success) return { amplitude: amplitude.data }
  throw badBeats(path, 'its metadata "amplitude" is malformed')
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** In blocks, because one read ends at 2 GiB. */
function readWhole(path: string): Uint8Array {
  try {
    const handle = openSync(path, 'r')
    try {
      const bytes = new Uint8Array(fstatSync(handle).size)
      let at = 0
      while (at < bytes.length) {
        const read = readSync(handle, bytes, at, Math.min(readBlockBytes, bytes.length - at), at)
        if (read === 0) throw badBeats(path, `it ended at byte ${at} while it was read`)
        at += read
      }
      return bytes
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw explainFileError(path, error)
  }
}

function badBeats(path: string, what: string): AppError {
  return new AppError('bad-file', `${path} is not a whole beats file: ${what}.`, 'Import the data set again.')
}
