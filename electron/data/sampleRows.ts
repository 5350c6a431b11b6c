import type { BeatsFile } from '../shared/beatsFile.ts'

/** Numbers rows of samples: rows that are equal bit for bit, also of several data sets, have the same number. */
export class SampleRows {
  /** One row of each number, as bits. */
  readonly #rows: Uint32Array[] = []
  readonly #byHash = new Map<number, number[]>()

  /** The number of each row. */
  identify({ beats, count, length }: Pick<BeatsFile, 'beats' | 'count' | 'length'>): Uint32Array {
    const bits = new Uint32Array(beats.buffer, beats.byteOffset, beats.length)
    return Uint32Array.from({ length: count }, (_, row) => this.#idOf(bits.subarray(row * length, (row + 1) * length)))
  }

  #idOf(row: Uint32Array): number {
    const hash = hashOf(row)
    const candidates = this.#byHash.get(hash)
    const known = candidates?.find((id) => isEqual(this.#rows[id]!, row))
    if (known !== undefined) return known
    const id = this.#rows.push(row) - 1
    if (candidates) candidates.push(id)
    else this.#byHash.set(hash, [id])
    return id
  }
}

/** FNV-1a over words of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), mixed since low bits of a beat vary little. */
function hashOf(row: Uint32Array): number {
  let hash = 0x811c9dc5
  for (const word of row) {
    hash = Math.imul(hash ^ word, 0x01000193)
    hash ^= hash >>> 15
  }
  return hash >>> 0
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
