import { symbolOf } from './annotationCodes.ts'
import { isDefinition, readDefinitions } from './annotationDefinitions.ts'
import { badAnnotations, decodeAnnotations } from './decodeAnnotations.ts'
import type { RawAnnotation } from './decodeAnnotations.ts'

export interface WfdbAnnotation {
  /** Sample number in the record, at the record's frame rate. */
  sample: number
  /** One character as in the list of annotation codes, what the file defines, or the code in brackets where it has none. */
  symbol: string
  /** Text that belongs to the annotation, often empty. */
  text: string
  subtype: number
  /** The signal it belongs to. */
  channel: number
  /** A number of the annotator's own. */
  number: number
}

/** What annotations are read for. */
export interface AnnotatedRecord {
  sampleRateHz: number
  /** Null where it is not known. */
  frameCount: number | null
  pastEnd: 'refuse' | 'allow'
}

const notAnAnnotation = 0

/**
 * Reads annotations in MIT format. Notes at sample 0 are taken for definitions and not returned, as are places that are
 * marked as no annotation. Where the file has a resolution of its own, times are converted to the record's frames.
 *
 * @param file name of the file, for messages
 * @throws AppError `bad-file` that names the byte, and the annotation where one lies outside the record
 */
export function readAnnotations(bytes: Uint8Array, file: string, record?: AnnotatedRecord): WfdbAnnotation[] {
  const raw = decodeAnnotations(bytes, file)
  const { ticksPerSecond, definitions } = readDefinitions(raw.filter(isDefinition))
  const defined = new Map(definitions.map(({ code, symbol }) => [code, symbol]))
  const framesPerTick = record && ticksPerSecond !== null ? record.sampleRateHz / ticksPerSecond : 1
  const real = raw.filter((annotation) => annotation.code !== notAnAnnotation && !isDefinition(annotation))
  return real.map((annotation, index): WfdbAnnotation => {
    const { tick, code, subtype, channel, number, text } = annotation
    const sample = framesPerTick === 1 ? tick : Math.round(tick * framesPerTick)
    if (record) checkPlace(annotation, { index, sample, file }, record)
    return { sample, symbol: defined.get(code) ?? symbolOf(code), text, subtype, channel, number }
  })
}

function checkPlace(
  { byte }: RawAnnotation,
  { index, sample, file }: { index: number; sample: number; file: string },
  { frameCount, pastEnd }: AnnotatedRecord,
): void {
  if (pastEnd === 'allow' || (sample >= 0 && (frameCount === null || sample < frameCount))) return
  const extent = frameCount === null ? 'starts at sample 0' : `has samples 0 to ${frameCount - 1}`
  throw badAnnotations(file, byte, `annotation ${index} (counted from 0) is at sample ${sample}; the record ${extent}`)
}
