import { AppError } from '../../shared/appError.ts'
import { isBeatSymbol } from '../../shared/beatSymbol.ts'
import { windowSamples, type WindowRule } from '../../shared/extraction.ts'
import type { WfdbAnnotation } from '../wfdb/readAnnotations.ts'
import { prepareSignal, type PreparedSignal } from './prepareSignal.ts'
import type { LeftOutReason, RecordBeats, RecordToCut, RowSink } from './recordBeats.ts'

/**
 * Cuts a window around each beat's annotation; what is done in which order stands at `windowRuleSchema`. The annotation's
 * sample comes to stand at the nearest sample of the new rate, exactly between two at the later one; that sample is the one
 * with the number `before` of the row.
 *
 * @param toCut a record and its signal by `chooseSignal`
 * @throws AppError `bad-file` for a flat signal that is to be standardised; nothing has gone to the sink then
 */
export function cutWindows({ record, signal, labels }: RecordToCut, rule: WindowRule, sink: RowSink): RecordBeats {
  const { before, length } = windowSamples(rule)
  const prepared = prepareSignal(signal, rule)
  const scale = scalerOf(rule, prepared)
  const result: RecordBeats = { beats: [], leftOut: [] }
  const cut = ({ sample, symbol }: WfdbAnnotation): LeftOutReason | null => {
    const label = labels.get(symbol)
    if (label === undefined) return 'mapping'
    const start = Math.round((sample * rule.rateHz) / record.header.sampleRateHz) - before
    const end = start + length
    if (start < 0 || end > prepared.values.length) return 'ends'
    if (prepared.hasGap(start, end)) return 'missing'
    scale(prepared.values.subarray(start, end), sink.next())
    result.beats.push({ sample, symbol, label })
    return null
  }
  for (const annotation of record.annotations) {
    const reason = isBeatSymbol(annotation.symbol) ? cut(annotation) : null
    if (reason) result.leftOut.push({ sample: annotation.sample, reason })
  }
  return result
}

/** So that a beat of just one ADC unit does not fall below it by rounding. */
const almostOne = 1 - 1e-9

type Scaler = (values: Float64Array, row: Float32Array) => void

function scalerOf({ normalise }: WindowRule, { values, mean, spread, step }: PreparedSignal): Scaler {
  switch (normalise) {
    case 'beat':
      return (beat, row) => scaleToUnit(beat, row, step)
    case 'record': {
      const [minimum, maximum] = extremesOf(values)
      if (maximum - minimum < step * almostOne)
        throw new AppError('bad-file', 'Its signal is flat: there is nothing to scale by.')
      return (beat, row) => beat.forEach((value, i) => (row[i] = (value - mean) / spread))
    }
    case 'none':
      return (beat, row) => row.set(beat)
  }
}

/** To 0..1 by the beat's own extremes; a flat beat, of less than one ADC unit, is 0. */
function scaleToUnit(values: Float64Array, row: Float32Array, step: number): void {
  const [minimum, maximum] = extremesOf(values)
  const range = maximum - minimum
  const isFlat = range < step * almostOne
  for (let i = 0; i < values.length; i++) row[i] = isFlat ? 0 : (values[i]! - minimum) / range
}

function extremesOf(values: Float64Array): [minimum: number, maximum: number] {
  let [minimum, maximum] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
  }
  return [minimum, maximum]
}
