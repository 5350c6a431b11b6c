/**
 * Numbers that `make_pytorch_fixture.py` makes as well, uniform in [0, 1): murmur3's finaliser over the 32-bit FNV-1a
 * of the name plus the index times the golden ratio.
 */
export function hashedUniform(name: string, count: number): Float64Array {
  const start = fnv1a(name)
  return Float64Array.from({ length: count }, (_, index) => {
    let word = (Math.imul(index, 0x9e3779b9) + start) >>> 0
    word ^= word >>> 16
    word = Math.imul(word, 0x85ebca6b)
    word ^= word >>> 13
    word = Math.imul(word, 0xc2b2ae35)
    word ^= word >>> 16
    return (word >>> 8) * 2 ** -24
  })
}

function fnv1a(text: string): number {
  return Buffer.from(text).reduce((value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0, 0x811c9dc5)
}
