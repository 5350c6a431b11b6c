import type { WfdbAnnotation } from './wfdb/readAnnotations.ts'

/** AAMI EC57 classes of the beat symbols in the MIT-BIH Arrhythmia Database; other symbols are no beats. */
const labelOfSymbol: Record<string, number> = {
  ...{ N: 0, L: 0, R: 0, e: 0, j: 0 },
  ...{ A: 1, a: 1, J: 1, S: 1 },
  ...{ V: 2, E: 2 },
  F: 3,
  ...{ '/': 4, f: 4, Q: 4 },
}

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
export function findBeats(annotations: Pick<WfdbAnnotation, 'sample' | 'symbol'>[], recordEnd: number): BeatStretch[] {
  const beats: BeatStretch[] = []
  for (let k = 0; k + 1 < annotations.length; k++) {
    const { sample, symbol } = annotations[k]!
    const label = labelOfSymbol[symbol]
    if (label === undefined) continue
    const next = annotations[k + 1]!.sample
    const afterNext = annotations[k + 2]?.sample ?? recordEnd
    beats.push({ sample, end: next + Math.floor(0.2 * (afterNext - next)), symbol, label })
  }
  return beats
}

/** A beat before scaling: every third ADC value of its stretch, and the stretch's extremes. */
export interface RawBeat {
  adc: Int16Array
  minimum: number
  maximum: number
}

/** Takes a beat's values from the signal. Extremes are those of the whole stretch, also where a row is cut later. */
export function takeBeat(signal: Int32Array, { sample, end }: BeatStretch): RawBeat {
  const adc = new Int16Array(Math.ceil((Math.min(end, signal.length) - sample) / step))
  for (let i = 0; i < adc.length; i++) adc[i] = signal[sample + i * step]!
  return { adc, minimum: adc.reduce((a, b) => Math.min(a, b)), maximum: adc.reduce((a, b) => Math.max(a, b)) }
}

/**
 * Writes a beat's row: scaled to 0..1 by its extremes, rounded once to float32, cut to the row or filled up with zeros.
 * Bit for bit the published values.
 */
export function scaleBeat({ adc, minimum, maximum }: RawBeat, row: Float32Array): void {
  const range = maximum - minimum
  const length = Math.min(adc.length, row.length)
  for (let i = 0; i < length; i++) row[i] = range === 0 ? 0 : (adc[i]! - minimum) / range
  row.fill(0, length)
}
