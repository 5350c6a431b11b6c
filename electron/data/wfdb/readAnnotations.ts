import { AppError } from '../../shared/appError.ts'

export interface WfdbAnnotation {
  /** Sample number in the record, at the record's rate. */
  sample: number
  /** One character, as in the list of annotation codes; a blank for codes without one. */
  symbol: string
  /** Text that belongs to the annotation, often empty. */
  text: string
  subtype: number
  /** The signal it belongs to. */
  channel: number
  /** A number of the annotator's own. */
  number: number
}

/** Symbols by code 0..41 (https://physionet.org/physiotools/wag/annot-5.htm). */
const symbols = ' NLRaVFJASEj/Q~ | sT*D"=pB^t+u?![]en@xf()r'
const skip = 59
const num = 60
const sub = 61
const chn = 62
const aux = 63

/**
 * Reads annotations in MIT format: 16-bit little-endian words of a 6-bit code and 10 bits of time since the one before.
 *
 * @throws AppError `bad-file` where the file ends within an annotation or has no end mark
 */
export function readAnnotations(bytes: Uint8Array, name: string): WfdbAnnotation[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const annotations: WfdbAnnotation[] = []
  let sample = 0
  let at = 0
  const take = (size: number): number => {
    if (at + size > bytes.length) throw badAnnotations(name, at, 'the file ends within an annotation')
    at += size
    return at - size
  }

  while (at < bytes.length) {
    const word = view.getUint16(take(2), true)
    const code = word >> 10
    const value = word & 0x3ff
    if (word === 0) return annotations
    if (code === skip) {
      const start = take(4)
      sample += (view.getInt16(start, true) << 16) | view.getUint16(start + 2, true)
    } else if (code === aux) {
      const start = take(value + (value % 2))
      const last = annotations.at(-1)
      if (last) last.text = new TextDecoder().decode(bytes.subarray(start, start + value)).replace(/\0+$/, '')
    } else if (code !== num && code !== sub && code !== chn) {
      sample += value
      if (code === 0 || code >= symbols.length) throw badAnnotations(name, at - 2, `${code} is no annotation code`)
      annotations.push({ sample, symbol: symbols[code]!, text: '', subtype: 0, channel: 0, number: 0 })
    }
  }
  throw badAnnotations(name, at, 'it has no end mark')
}

function badAnnotations(name: string, at: number, what: string): AppError {
  return new AppError('bad-file', `${name}, byte ${at}: ${what}.`, 'Take a fresh copy of the annotations.')
}
