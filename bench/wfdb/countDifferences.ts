import type { WfdbAnnotation } from '../../electron/data/wfdb/readAnnotations.ts'
import type { WfdbSignalData } from '../../electron/data/wfdb/readRecord.ts'
import type { AnnotationRow, WfdbAnswer } from './askWfdb.ts'

/** How much was compared, and how much of it differs. */
export interface Differences {
  all: number
  different: number
}

/** Samples of which the digital or the physical value differs, or that only one side has. */
export function countSamples(ours: WfdbSignalData[], theirs: WfdbAnswer['signals']): Differences {
  const counts = { all: 0, different: 0 }
  for (let channel = 0; channel < Math.max(ours.length, theirs.length); channel++) {
    const { digital: mine, physical: minePhysical } = samplesOf(ours[channel])
    const { digital, physical } = theirs[channel] ?? { digital: null, physical: new Float64Array() }
    const length = Math.max(mine.length, physical.length)
    counts.all += length
    for (let at = 0; at < length; at++) {
      const isSame = Object.is(minePhysical[at], physical[at]) && (!digital || mine[at] === digital[at])
      if (!isSame) counts.different++
    }
  }
  return counts
}

const samplesOf = (signal: WfdbSignalData | undefined) => ({
  digital: signal?.digital ?? new Int32Array(),
  physical: signal?.physical() ?? new Float64Array(),
})

/** Annotations that differ in any field, or that only one side has. */
export function countAnnotations(ours: WfdbAnnotation[], theirs: AnnotationRow[]): Differences {
  const all = Math.max(ours.length, theirs.length)
  const isDifferent = (_: unknown, at: number) => JSON.stringify(tellRow(ours[at])) !== JSON.stringify(theirs[at])
  return { all, different: Array.from({ length: all }).filter(isDifferent).length }
}

function tellRow(annotation: WfdbAnnotation | undefined): AnnotationRow | undefined {
  if (!annotation) return undefined
  const { sample, symbol, subtype, channel, number, text } = annotation
  return [sample, symbol, subtype, channel, number, text]
}
