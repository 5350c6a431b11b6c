import { AppError } from '../../shared/appError.ts'
import { largestCode } from './annotationCodes.ts'
import { decodeText } from './recordFile.ts'

/** An annotation as its file has it. */
export interface RawAnnotation {
  /** In the file's own time resolution. */
  tick: number
  code: number
  subtype: number
  channel: number
  number: number
  text: string
  /** Where it starts in the file. */
  byte: number
}

const skip = 59
const num = 60
const sub = 61
const chn = 62
const aux = 63

/**
 * Decodes annotations in MIT format (https://physionet.org/physiotools/wag/annot-5.htm): 16-bit little-endian words of a
 * 6-bit code and 10 bits of time since the one before. Channel and number hold until they are given anew, subtype and
 * text belong to one annotation.
 *
 * @param file name of the file, for messages
 * @throws AppError `bad-file` that names the byte
 */
export function decodeAnnotations(bytes: Uint8Array, file: string): RawAnnotation[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const annotations: RawAnnotation[] = []
  /** The annotation that fields belong to: the one just before them. */
  let current: RawAnnotation | null = null
  let tick = 0
  let at = 0
  const take = (size: number): number => {
    if (at + size > bytes.length) throw badAnnotations(file, at, 'the file ends within an annotation')
    at += size
    return at - size
  }

  while (at < bytes.length) {
    const byte = take(2)
    const word = view.getUint16(byte, true)
    const code = word >> 10
    if (word === 0) return annotations
    if (code === skip) {
      // The high word comes first, each word low byte first.
      const start = take(4)
      tick += (view.getInt16(start, true) << 16) | view.getUint16(start + 2, true)
      current = null
    } else if (code > skip) {
      if (!current) throw badAnnotations(file, byte, 'a field stands before the annotation that it belongs to')
      const start = code === aux ? take((word & 0xff) + (word & 1)) : byte
      setField(current, code, bytes.subarray(start, start + (code === aux ? word & 0xff : 1)))
    } else {
      if (code > largestCode) throw badAnnotations(file, byte, `${code} is no annotation code`)
      tick += word & 0x3ff
      const { channel, number }: Pick<RawAnnotation, 'channel' | 'number'> = annotations.at(-1) ?? nothingCarried
      current = { tick, code, subtype: 0, channel, number, text: '', byte }
      annotations.push(current)
    }
  }
  throw badAnnotations(file, at, 'it has no end mark')
}

const nothingCarried = { channel: 0, number: 0 }

/** Subtype and number have a sign, the channel has none; text may end in zeros, which fill up its last word. */
function setField(annotation: RawAnnotation, code: number, value: Uint8Array): void {
  if (code === aux) annotation.text = decodeText(value).replace(/\0+$/, '')
  else if (code === sub) annotation.subtype = (value[0]! << 24) >> 24
  else if (code === num) annotation.number = (value[0]! << 24) >> 24
  else if (code === chn) annotation.channel = value[0]!
}

/** What is wrong with annotations, naming file and byte. */
export function badAnnotations(file: string, byte: number, what: string): AppError {
  return new AppError('bad-file', `${file}, byte ${byte}: ${what}.`, 'Take a fresh copy of the annotations.')
}
