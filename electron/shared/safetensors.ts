import { z } from 'zod'
import { AppError } from './appError.ts'

const arrayOfType = {
  U8: Uint8Array,
  I8: Int8Array,
  U16: Uint16Array,
  I16: Int16Array,
  U32: Uint32Array,
  I32: Int32Array,
  F16: Float16Array,
  F32: Float32Array,
  F64: Float64Array,
  U64: BigUint64Array,
  I64: BigInt64Array,
} as const

export type TensorType = keyof typeof arrayOfType

/** The array that holds a tensor's values, in row-major order. */
export type TensorData<T extends TensorType = TensorType> = InstanceType<(typeof arrayOfType)[T]>

export type Tensor = { [T in TensorType]: { dtype: T; shape: number[]; data: TensorData<T> } }[TensorType]

export interface Safetensors {
  tensors: Map<string, Tensor>
  metadata: Record<string, string>
}

const metadataKey = '__metadata__'
const lengthBytes = 8
const alignment = 8
/** The reference implementation refuses longer headers. */
const maxHeaderBytes = 100_000_000

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
})
const headerSchema = z.record(z.string(), z.unknown())
const metadataSchema = z.record(z.string(), z.string())

/**
 * Writes tensors as safetensors (https://github.com/huggingface/safetensors): a header, then the values, widest types
 * first so that each tensor lies aligned.
 *
 * @throws RangeError where a shape does not hold its data: a defect of the caller
 */
export function encodeSafetensors(tensors: Record<string, Tensor>, metadata: Record<string, string> = {}): Uint8Array {
  const ordered = Object.entries(tensors).sort(
    ([nameA, a], [nameB, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1),
  )
  for (const [name, { shape, data }] of ordered) {
    if (elementCount(shape) === data.length) continue
    throw new RangeError(`Tensor ${name}: shape [${shape.join(', ')}] does not hold ${data.length} values`)
  }
  const parts = [
    encodeSafetensorsHeader(
      ordered.map(([name, { dtype, shape }]) => ({ name, dtype, shape })),
      metadata,
    ),
    ...ordered.map(([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/**
 * The first bytes of a safetensors file, for writers that stream: an 8-byte little-endian length and a JSON header padded
 * with spaces to 8 bytes. The tensors' values must follow in the given order, without gaps.
 */
export function encodeSafetensorsHeader(
  layout: { name: string; dtype: TensorType; shape: number[] }[],
  metadata: Record<string, string> = {},
): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { [metadataKey]: metadata } : {}
  let end = 0
  for (const { name, dtype, shape } of layout) {
    const start = end
    end += elementCount(shape) * arrayOfType[dtype].BYTES_PER_ELEMENT
    header[name] = { dtype, shape, data_offsets: [start, end] }
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const headerBytes = Math.ceil(json.length / alignment) * alignment
  const bytes = new Uint8Array(lengthBytes + headerBytes).fill(0x20)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true)
  bytes.set(json, lengthBytes)
  return bytes
}

/**
 * Reads safetensors. Tensors are views into `bytes` where they lie aligned, else copies; values are taken as the
 * machine's own little-endian numbers.
 *
 * @param name what to call the bytes in messages, usually the file's name
 * @throws AppError `bad-file` that names the tensor and what is wrong with it
 */
export function decodeSafetensors(bytes: Uint8Array, name = 'The safetensors file'): Safetensors {
  const { header, dataStart } = readHeader(bytes, name)
  const metadata = metadataSchema.safeParse(header[metadataKey] ?? {})
  if (!metadata.success) throw badFile(name, `its header's ${metadataKey} is not a map of texts`)

  const tensors = new Map<string, Tensor>()
  const spans: [number, number, string][] = []
  for (const [tensorName, value] of Object.entries(header)) {
    if (tensorName === metadataKey) continue
    const entry = entrySchema.safeParse(value)
    if (!entry.success) {
      throw badFile(name, `tensor "${tensorName}" has no valid dtype, shape and data_offsets in the header`)
    }
    tensors.set(
      tensorName,
      readTensor(bytes.subarray(dataStart), entry.data, (what) => badFile(name, `tensor "${tensorName}" ${what}`)),
    )
    spans.push([...entry.data.data_offsets, tensorName])
  }
  checkNoGaps(spans, bytes.length - dataStart, name)
  return { tensors, metadata: metadata.data }
}

function readHeader(bytes: Uint8Array, name: string): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < lengthBytes) throw badFile(name, `it has ${bytes.length} bytes, too few for a header`)
  const headerBytes = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (headerBytes > Math.min(maxHeaderBytes, bytes.length - lengthBytes)) {
    throw badFile(name, `its header should have ${headerBytes} bytes, but the file has ${bytes.length}`)
  }
  const dataStart = lengthBytes + headerBytes
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, dataStart))
  const header = headerSchema.safeParse(parseJson(text))
  if (!header.success) throw badFile(name, `its header (bytes ${lengthBytes} to ${dataStart - 1}) is not a JSON object`)
  return { header: header.data, dataStart }
}

function readTensor(
  data: Uint8Array,
  { dtype, shape, data_offsets: [start, end] }: z.infer<typeof entrySchema>,
  fail: (what: string) => AppError,
): Tensor {
  if (!isTensorType(dtype)) throw fail(`has the type ${dtype}; ${Object.keys(arrayOfType).join(', ')} can be read`)
  const TypedArray = arrayOfType[dtype]
  const length = elementCount(shape)
  if (start > end || end > data.length) {
    throw fail(`should lie at bytes ${start} to ${end} of the data, which has ${data.length} bytes`)
  }
  if (end - start !== length * TypedArray.BYTES_PER_ELEMENT) {
    throw fail(
      `has ${end - start} bytes, but ${dtype} [${shape.join(', ')}] takes ${length * TypedArray.BYTES_PER_ELEMENT}`,
    )
  }
  const aligned = (data.byteOffset + start) % TypedArray.BYTES_PER_ELEMENT === 0
  const source = aligned ? data.subarray(start, end) : data.slice(start, end)
  return { dtype, shape, data: new TypedArray(source.buffer as ArrayBuffer, source.byteOffset, length) } as Tensor
}

/** The format allows neither holes nor overlaps: both would let a file hide or share bytes. */
function checkNoGaps(spans: [number, number, string][], dataBytes: number, name: string): void {
  let expected = 0
  for (const [start, end, tensorName] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (start !== expected)
      throw badFile(name, `tensor "${tensorName}" starts at byte ${start} of the data, not at ${expected}`)
    expected = end
  }
  if (expected !== dataBytes)
    throw badFile(name, `its tensors end at byte ${expected} of the data, which has ${dataBytes} bytes`)
}

function isTensorType(dtype: string): dtype is TensorType {
  return Object.hasOwn(arrayOfType, dtype)
}

function elementCount(shape: number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function badFile(name: string, what: string): AppError {
  return new AppError('bad-file', `${name} is not a whole safetensors file: ${what}.`, 'Take a fresh copy of the file.')
}
