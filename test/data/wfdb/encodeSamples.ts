/** Lowest and highest sample of the formats that can be read. */
export const sampleRanges: Record<number, [number, number]> = {
  8: [-128, 127],
  16: [-(2 ** 15), 2 ** 15 - 1],
  24: [-(2 ** 23), 2 ** 23 - 1],
  32: [-(2 ** 31), 2 ** 31 - 1],
  61: [-(2 ** 15), 2 ** 15 - 1],
  80: [-128, 127],
  160: [-(2 ** 15), 2 ** 15 - 1],
  212: [-2048, 2047],
  310: [-512, 511],
  311: [-512, 511],
}

/** Fields of a block by sample: which bits, counted from the lowest of its little-endian number, hold which of its bits. */
type BitField = { from: number; bits: number; at: number }[]

const packings: Record<number, { bytes: number[]; fields: BitField[] }> = {
  212: {
    bytes: [2, 3],
    fields: [
      [{ from: 0, bits: 12, at: 0 }],
      [
        { from: 8, bits: 4, at: 12 },
        { from: 0, bits: 8, at: 16 },
      ],
    ],
  },
  310: {
    bytes: [2, 4, 4],
    fields: [
      [{ from: 0, bits: 10, at: 1 }],
      [{ from: 0, bits: 10, at: 17 }],
      [
        { from: 0, bits: 5, at: 11 },
        { from: 5, bits: 5, at: 27 },
      ],
    ],
  },
  311: {
    bytes: [2, 3, 4],
    fields: [[{ from: 0, bits: 10, at: 0 }], [{ from: 0, bits: 10, at: 10 }], [{ from: 0, bits: 10, at: 20 }]],
  },
}

/**
 * Writes samples (for format 8: differences) as a signal file has them. It works on numbers of any length and on their
 * digits, and shares nothing with the reader.
 */
export function encodeSamples(format: number, samples: number[]): Uint8Array {
  const packing = packings[format]
  if (!packing) return Uint8Array.from(samples.flatMap((sample) => encodeWhole(format, sample)))
  const perBlock = packing.fields.length
  const bytes: number[] = []
  for (let start = 0; start < samples.length; start += perBlock) {
    const block = samples.slice(start, start + perBlock)
    let word = 0n
    block.forEach((sample, index) => {
      for (const { from, bits, at } of packing.fields[index]!) {
        word |= BigInt.asUintN(bits, BigInt(sample) >> BigInt(from)) << BigInt(at)
      }
    })
    bytes.push(...digits(word, 4).slice(0, packing.bytes[block.length - 1]!))
  }
  return Uint8Array.from(bytes)
}

function encodeWhole(format: number, sample: number): number[] {
  const offset = format === 80 ? 128 : format === 160 ? 32768 : 0
  const size = { 8: 1, 80: 1, 24: 3, 32: 4 }[format] ?? 2
  const bytes = digits(BigInt.asUintN(8 * size, BigInt(sample + offset)), size)
  return format === 61 ? bytes.reverse() : bytes
}

/** A number's bytes, lowest first. */
function digits(value: bigint, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn))
}
