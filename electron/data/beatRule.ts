import { labelsOfSymbols } from '../shared/beatSymbol.ts'
import type { WfdbAnnotation } from './wfdb/readAnnotations.ts'

/** Every third sample is taken: 360 Hz become 120 Hz. */
const step = 3

/** A beat's place in its record. `end` is the first sample that no longer belongs to the stretch. */
export interface BeatStretch {
  sample: number
  end: number
  symbol: string
  label: number
}

/**
 * The stretches of the published rule: for every beat annotation but a record's last annotation, from its sample t0 up to
 * t1 + floor(0.2 (t2 - t1)), where t1 and t2 are the next two annotations of any kind, or the record's end.
 */
export function findBeats(annotations: readonly WfdbAnnotation[], recordEnd: number): BeatStretch[] {
  const labels = labelsOfSymbols()
  return annotations.slice(0, -1).flatMap(({ sample, symbol }, k) => {
    const label = labels.get(symbol)
    return label === undefined ? [] : [{ sample, end: endOfStretch(annotations, k, recordEnd), symbol, label }]
  })
}

/** Where the stretch of annotation `k`, which is not the last, ends by the published rule. */
export function endOfStretch(annotations: readonly WfdbAnnotation[], k: number, recordEnd: number): number {
  const next = annotations[k + 1]!.sample
  const afterNext = annotations[k + 2]?.sample ?? recordEnd
  return next + Math.floor(0.2 * (afterNext - next))
}

/** A beat before scaling: every third ADC value of its stretch, and the stretch's extremes. */
export interface RawBeat {
  adc: Int32Array
  minimum: number
  maximum: number
}

/** Takes a beat's values from the signal. Extremes are those of the whole stretch, also where a row is cut later. */
export function takeBeat(signal: ArrayLike<number>, { sample, end }: Pick<BeatStretch, 'sample' | 'end'>): RawBeat {
  const adc = new Int32Array(Math.ceil((Math.min(end, signal.length) - sample) / step))
  for (let i = 0; i < adc.length; i++) adc[i] = signal[sample + i * step]!
  return { adc, minimum: adc.reduce((a, b) => Math.min(a, b)), maximum: adc.reduce((a, b) => Math.max(a, b)) }
}

/**
 * Writes a beat's row: scaled to 0..1 by its extremes, rounded once to float32, cut to the row or filled up with zeros.
 * Bit for bit the published values.
 */
export function scaleBeat(
  { adc, minimum, maximum }: { adc: ArrayLike<number>; minimum: number; maximum: number },
  row: Float32Array,
): void {
  const range = maximum - minimum
  const length = Math.min(adc.length, row.length)
  for (let i = 0; i < length; i++) row[i] = range === 0 ? 0 : (adc[i]! - minimum) / range
  row.fill(0, length)
}
