import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { AppError } from '../../electron/shared/appError.ts'
import { decodeSafetensors, encodeSafetensors } from '../../electron/shared/safetensors.ts'
import type { Tensor } from '../../electron/shared/safetensors.ts'

const small: Record<string, Tensor> = {
  labels: { dtype: 'U8', shape: [3], data: new Uint8Array([4, 0, 2]) },
  beats: { dtype: 'F32', shape: [3, 2], data: new Float32Array([0, 0.5, 1, -1, NaN, 1e-40]) },
  scalar: { dtype: 'I64', shape: [], data: new BigInt64Array([-5n]) },
  empty: { dtype: 'U16', shape: [0, 4], data: new Uint16Array() },
}

/** Written by the `safetensors` Python package 0.6: save({'z': arange(3) float64, 'y': [1, 2, 3] uint8}, {'k': 'v'}). */
const writtenByPython = [
  '{"__metadata__":{"k":"v"},"z":{"dtype":"F64","shape":[3],"data_offsets":[0,24]},',
  '"y":{"dtype":"U8","shape":[3],"data_offsets":[24,27]}}',
].join('')

/**
 * Written by `safetensors` 0.8 and numpy 2.4: save({'logits': array(beforeHalving, float32).astype(float16).reshape(7, 2)},
 * {'k': 'v'}). Among them ties, a subnormal, the largest number and what is beyond it.
 */
const halvesByPython =
  'WAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJrIjoidiJ9LCJsb2dpdHMiOnsiZHR5cGUiOiJGMTYiLCJzaGFwZSI6WzcsMl0sImRhdGFfb2Zmc2V0cyI6WzAsMjhdfX0gAAAAgAA8AMH/ewAEAQBmLlU1AGgCaAAAAHwAfA=='
const beforeHalving = [0, -0, 1, -2.5, 65504, 2 ** -14, 2 ** -24, 0.1, 1 / 3, 2049, 2051, 1e-9, 70000, Infinity]
const halves = [
  ...[0, -0, 1, -2.5, 65504, 2 ** -14, 2 ** -24, 0.0999755859375, 0.333251953125, 2048, 2052, 0],
  ...[Infinity, Infinity],
]

function file(header: string, data: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + json.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

function refusal(bytes: Uint8Array): AppError {
  try {
    decodeSafetensors(bytes, 'beats.safetensors')
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('the file was accepted')
}

describe('safetensors', () => {
  it('gives back names, types, shapes, values and metadata', () => {
    const { tensors, metadata } = decodeSafetensors(encodeSafetensors(small, { licence: 'ODC-By 1.0', note: 'é µV' }))
    expect(Object.fromEntries(tensors)).toEqual(small)
    expect(metadata).toEqual({ licence: 'ODC-By 1.0', note: 'é µV' })
  })

  it('keeps every bit of float32 values', () => {
    const bits = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 50 })
    fc.assert(
      fc.property(bits, fc.string({ maxLength: 20 }), (words, text) => {
        const data = new Float32Array(new Uint32Array(words).buffer)
        const bytes = encodeSafetensors({ x: { dtype: 'F32', shape: [words.length], data } }, { text })
        const read = decodeSafetensors(bytes).tensors.get('x')!.data as Float32Array
        expect([...new Uint32Array(read.buffer, read.byteOffset, read.length)]).toEqual(words)
      }),
    )
  })

  it('pads the header so that data starts at a multiple of 8 bytes, and shares the memory of aligned tensors', () => {
    for (let extra = 0; extra < 9; extra++) {
      const bytes = encodeSafetensors(small, { note: 'x'.repeat(extra) })
      const headerBytes = new DataView(bytes.buffer).getUint32(0, true)
      expect((8 + headerBytes) % 8).toBe(0)
      expect(decodeSafetensors(bytes).tensors.get('beats')!.data.buffer).toBe(bytes.buffer)
    }
  })

  it('copies tensors that lie unaligned in memory', () => {
    const bytes = encodeSafetensors(small)
    const moved = new Uint8Array(bytes.length + 3)
    moved.set(bytes, 3)
    expect(decodeSafetensors(moved.subarray(3)).tensors.get('beats')).toEqual(small.beats)
  })

  it('reads and writes float16 as numpy and the Python package do', () => {
    const bytes = Uint8Array.from(atob(halvesByPython), (letter) => letter.charCodeAt(0))
    const { tensors, metadata } = decodeSafetensors(bytes)
    const tensor = tensors.get('logits')
    expect(tensor).toMatchObject({ dtype: 'F16', shape: [7, 2] })
    expect([...(tensor?.data ?? [])]).toEqual(halves)
    const data = Float16Array.from(Float32Array.from(beforeHalving))
    expect([...data]).toEqual(halves)
    expect([...encodeSafetensors({ logits: { dtype: 'F16', shape: [7, 2], data } }, metadata)]).toEqual([...bytes])
  })

  it('reads what the Python package wrote', () => {
    const data = new Uint8Array(27)
    data.set(new Uint8Array(new Float64Array([0, 1, 2]).buffer))
    data.set([1, 2, 3], 24)
    const { tensors, metadata } = decodeSafetensors(file(writtenByPython, data))
    expect([...(tensors.get('z')!.data as Float64Array)]).toEqual([0, 1, 2])
    expect([...(tensors.get('y')!.data as Uint8Array)]).toEqual([1, 2, 3])
    expect(metadata).toEqual({ k: 'v' })
  })

  it('refuses to write a shape that does not hold its data', () => {
    expect(() => encodeSafetensors({ x: { dtype: 'U8', shape: [2], data: new Uint8Array(3) } })).toThrow(
      /x: shape \[2\]/,
    )
  })

  const entry = (fields: object) =>
    JSON.stringify({ beats: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...fields } })
  it.each([
    ['an empty file', new Uint8Array(), /0 bytes/],
    ['a header longer than the file', file('{}', new Uint8Array()).subarray(0, 9), /header should have 2 bytes/],
    ['a header that is no JSON', file('{"beats":', new Uint8Array(8)), /not a JSON object/],
    ['a tensor without a shape', file('{"beats":{"dtype":"F32"}}', new Uint8Array(8)), /"beats" has no valid dtype/],
    ['an unknown type', file(entry({ dtype: 'BF16' }), new Uint8Array(8)), /"beats" has the type BF16/],
    [
      'a shape of another size',
      file(entry({ shape: [3] }), new Uint8Array(8)),
      /"beats" has 8 bytes, but F32 \[3\] takes 12/,
    ],
    ['truncated data', file(entry({}), new Uint8Array(5)), /bytes 0 to 8 of the data, which has 5/],
    ['bytes that belong to no tensor', file(entry({}), new Uint8Array(9)), /end at byte 8 of the data, which has 9/],
    [
      'a hole before a tensor',
      file(entry({ data_offsets: [4, 12] }), new Uint8Array(12)),
      /starts at byte 4 .* not at 0/,
    ],
    [
      'metadata that is not text',
      file('{"__metadata__":{"a":1}}', new Uint8Array()),
      /__metadata__ is not a map of texts/,
    ],
  ])('refuses %s and says what is wrong', (_what, bytes, message) => {
    const error = refusal(bytes)
    expect(error.code).toBe('bad-file')
    expect(error.message).toMatch(/^beats\.safetensors/)
    expect(error.message).toMatch(message)
  })

  it('refuses any truncation of a good file', () => {
    const bytes = encodeSafetensors(small, { a: 'b' })
    for (let length = 0; length < bytes.length; length++)
      expect(refusal(bytes.subarray(0, length)).code).toBe('bad-file')
  })
})
