import { isBeatSymbol } from '../../shared/beatSymbol.ts'
import { endOfStretch, scaleBeat, takeBeat } from '../beatRule.ts'
import type { WfdbAnnotation } from '../wfdb/readAnnotations.ts'
import { invalidSample } from '../wfdb/readRecord.ts'
import type { LeftOutReason, RecordBeats, RecordToCut, RowSink } from './recordBeats.ts'

/** Cuts a record of 360 samples a second by the published rule (see `beatRule.ts`) into rows of 187. */
export function cutPublished({ record, signal, labels }: RecordToCut, sink: RowSink): RecordBeats {
  const { annotations } = record
  const { digital } = signal
  const result: RecordBeats = { beats: [], leftOut: [] }
  const cut = (k: number, { sample, symbol }: WfdbAnnotation): LeftOutReason | null => {
    const label = labels.get(symbol)
    if (label === undefined) return 'mapping'
    if (k === annotations.length - 1) return 'last'
    const end = endOfStretch(annotations, k, digital.length)
    if (sample < 0 || end > digital.length) return 'ends'
    if (end <= sample) return 'empty'
    const raw = takeBeat(digital, { sample, end })
    if (raw.minimum === invalidSample) return 'missing'
    scaleBeat(raw, sink.next())
    result.beats.push({ sample, symbol, label })
    return null
  }
  annotations.forEach((annotation, k) => {
    const reason = isBeatSymbol(annotation.symbol) ? cut(k, annotation) : null
    if (reason) result.leftOut.push({ sample: annotation.sample, reason })
  })
  return result
}
