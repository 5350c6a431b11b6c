/** Format 212: three bytes hold two samples of 12 bits in two's complement, the high bits of both in the middle one. */
export function unpack212(view: DataView, samples: Int32Array, count: number): void {
  for (let i = 0, at = 0; i < count; i += 2, at += 3) {
    const low = view.getUint16(at, true)
    samples[i] = (low << 20) >> 20
    if (i + 1 < count) samples[i + 1] = ((((low >> 4) & 0xf00) | view.getUint8(at + 2)) << 20) >> 20
  }
}

/** Format 310: two 16-bit words hold one sample of 10 bits each in bits 1 to 10, and halves of a third in bits 11 to 15. */
export function unpack310(view: DataView, samples: Int32Array, count: number): void {
  for (let i = 0, at = 0; i < count; i += 3, at += 4) {
    const first = view.getUint16(at, true)
    samples[i] = (first << 21) >> 22
    if (i + 1 >= count) return
    const second = view.getUint16(at + 2, true)
    samples[i + 1] = (second << 21) >> 22
    if (i + 2 < count) samples[i + 2] = (((first >> 11) | ((second >> 11) << 5)) << 22) >> 22
  }
}

/** Format 311: four bytes, read as one number, hold three samples of 10 bits, the first in the lowest. */
export function unpack311(view: DataView, samples: Int32Array, count: number): void {
  for (let i = 0, at = 0; i < count; i += 3, at += 4) {
    const word = view.getUint32(at, true)
    samples[i] = (word << 22) >> 22
    if (i + 1 < count) samples[i + 1] = (word << 12) >> 22
    if (i + 2 < count) samples[i + 2] = (word << 2) >> 22
  }
}
