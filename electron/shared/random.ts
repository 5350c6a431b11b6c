/** The state of a stream, four 32-bit words, so that a paused run goes on with the same draws. */
export type RandomState = [number, number, number, number]

type Shuffled = unknown[] | Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array

/** A stream of seeded draws. The same seed and stream name give the same draws on every machine. */
export interface Random {
  /** An integer in 0 .. 2^32 - 1. */
  nextUint32(): number
  /** A multiple of 2^-32 in [0, 1); one 32-bit draw. Rounded to float32 it may become 1. */
  next(): number
  /** An unbiased integer in 0 .. bound - 1, for 1 <= bound <= 2^32. */
  nextBelow(bound: number): number
  /** A draw from the standard normal distribution (Box and Muller 1958); two 32-bit draws, none kept back. */
  nextNormal(): number
  /** Shuffles in place (Fisher and Yates, Durstenfeld's form) and gives the same array back. */
  shuffle<T extends Shuffled>(items: T): T
  state(): RandomState
}

/**
 * Starts a stream: xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c), its state filled
 * by splitmix64 (https://prng.di.unimi.it/splitmix64.c) from the seed plus the 64-bit FNV-1a hash of the stream's name.
 * Name a stream after its purpose (`shuffle`, `dropout 3`), so that one purpose's draws do not shift another's.
 *
 * @param seed an integer, |seed| < 2^53
 * @throws RangeError where the seed is no safe integer
 */
export function createRandom(seed: number, stream = ''): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed must be an integer below 2^53, not ${seed}`)
  let mixed = BigInt.asUintN(64, BigInt(seed) + (stream === '' ? 0n : fnv1a64(stream)))
  const words: number[] = []
  while (words.length < 4) {
    mixed = BigInt.asUintN(64, mixed + 0x9e3779b97f4a7c15n)
    const word = finishSplitmix64(mixed)
    words.push(Number(word & 0xffffffffn), Number(word >> 32n))
  }
  return randomFromState(words as RandomState)
}

/** Goes on where {@link Random.state} was read. */
export function randomFromState(state: RandomState): Random {
  let [a, b, c, d] = state.map((word) => word | 0) as RandomState

  function nextUint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }

  function nextBelow(bound: number): number {
    const limit = 2 ** 32 - (2 ** 32 % bound)
    let drawn = nextUint32()
    while (drawn >= limit) drawn = nextUint32()
    return drawn % bound
  }

  return {
    nextUint32,
    nextBelow,
    next: () => nextUint32() / 2 ** 32,
    nextNormal() {
      const radius = Math.sqrt(-2 * Math.log((nextUint32() + 1) / 2 ** 32))
      return radius * Math.cos((2 * Math.PI * nextUint32()) / 2 ** 32)
    },
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = nextBelow(i + 1)
        const held = items[i]
        items[i] = items[j] as never
        items[j] = held as never
      }
      return items
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function finishSplitmix64(state: bigint): bigint {
  let word = state
  word = BigInt.asUintN(64, (word ^ (word >> 30n)) * 0xbf58476d1ce4e5b9n)
  word = BigInt.asUintN(64, (word ^ (word >> 27n)) * 0x94d049bb133111ebn)
  return word ^ (word >> 31n)
}

/** FNV-1a over the name's UTF-8 bytes (RFC 9923). */
function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash
}
