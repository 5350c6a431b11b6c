/** A word of an annotation file: a code (or a field's code) and ten bits. */
export const word = (code: number, value: number): number[] => [value & 0xff, (code << 2) | (value >> 8)]

/** A SKIP: ticks of any size, the high word first, each word low byte first. */
export function skip(ticks: number): number[] {
  const [a, b, c, d] = [24, 16, 8, 0].map((shift) => (ticks >> shift) & 0xff)
  return [...word(59, 0), b!, a!, d!, c!]
}

/** A text field, filled up to an even number of bytes. */
export function note(content: string | Uint8Array): number[] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return [...word(63, bytes.length), ...bytes, ...(bytes.length % 2 ? [0] : [])]
}

export const number = (value: number): number[] => word(60, value & 0xff)
export const subtype = (value: number): number[] => word(61, value & 0xff)
export const channel = (value: number): number[] => word(62, value)
export const endMark = [0, 0]

/** What an annotation file holds, from pieces as the functions above make them, with its end mark. */
export const annotationFile = (...pieces: number[][]): Uint8Array => Uint8Array.from([...pieces.flat(), ...endMark])
