import { unpack212, unpack310, unpack311 } from './unpackSamples.ts'

/** How a format of WFDB signal files stores samples (https://physionet.org/physiotools/wag/signal-5.htm). */
export interface SampleFormat {
  /** Bytes that one, two, ... samples of a block need; the last is a whole block. */
  blockBytes: number[]
  /** The code that says that there is no sample, or null where the format has none. */
  invalid: number | null
  /** Whether the file holds differences from sample to sample rather than samples. */
  isDifference: boolean
  /** Unpacks `count` samples, from the start of a block, out of a view of bytes that may reach beyond them. */
  unpack(bytes: DataView, samples: Int32Array, count: number): void
}

/** A format in which each sample has bytes of its own. */
function whole(bytes: number, invalid: number, read: (view: DataView, at: number) => number): SampleFormat {
  return {
    blockBytes: [bytes],
    invalid,
    isDifference: false,
    unpack(view, samples, count) {
      for (let i = 0; i < count; i++) samples[i] = read(view, i * bytes)
    },
  }
}

const signed8 = (view: DataView, at: number) => view.getInt8(at)
const packed = { isDifference: false }

/** The formats that can be read, by number. */
export const sampleFormats: ReadonlyMap<number, SampleFormat> = new Map<number, SampleFormat>([
  [8, { ...whole(1, 0, signed8), invalid: null, isDifference: true }],
  [16, whole(2, -(2 ** 15), (view, at) => view.getInt16(at, true))],
  [24, whole(3, -(2 ** 23), (view, at) => (view.getInt8(at + 2) << 16) | view.getUint16(at, true))],
  [32, whole(4, -(2 ** 31), (view, at) => view.getInt32(at, true))],
  [61, whole(2, -(2 ** 15), (view, at) => view.getInt16(at, false))],
  [80, whole(1, -(2 ** 7), (view, at) => view.getUint8(at) - 2 ** 7)],
  [160, whole(2, -(2 ** 15), (view, at) => view.getUint16(at, true) - 2 ** 15)],
  [212, { ...packed, blockBytes: [2, 3], invalid: -(2 ** 11), unpack: unpack212 }],
  [310, { ...packed, blockBytes: [2, 4, 4], invalid: -(2 ** 9), unpack: unpack310 }],
  [311, { ...packed, blockBytes: [2, 3, 4], invalid: -(2 ** 9), unpack: unpack311 }],
])

/** Formats of the standard that are compressed (FLAC). */
export const compressedFormats: ReadonlySet<number> = new Set([508, 516, 524])

/** Bytes that hold `samples` samples. */
export function countBytes({ blockBytes }: SampleFormat, samples: number): number {
  const over = samples % blockBytes.length
  const blocks = (samples - over) / blockBytes.length
  return blocks * blockBytes.at(-1)! + (over === 0 ? 0 : blockBytes[over - 1]!)
}

/** Samples that `bytes` bytes hold whole. */
export function countSamples({ blockBytes }: SampleFormat, bytes: number): number {
  const size = blockBytes.at(-1)!
  const blocks = Math.floor(bytes / size)
  return blocks * blockBytes.length + blockBytes.slice(0, -1).filter((needed) => needed <= bytes - blocks * size).length
}
