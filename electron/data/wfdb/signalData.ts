import { quote } from './headerLine.ts'
import { invalidSample } from './invalidSample.ts'
import type { WfdbSignal } from './readHeader.ts'
import { sampleFormats } from './sampleFormats.ts'
import { takeMemory } from './takeMemory.ts'

export interface WfdbSignalData {
  description: string
  /** Units of the physical values; where segments differ, all of them. */
  units: string
  /** ADC units per physical unit; where segments differ, that of the first. {@link physical} uses each segment's own. */
  gain: number
  /** ADC value of physical zero, likewise. */
  baseline: number
  /** Frame rate times samples per frame. */
  sampleRateHz: number
  /** ADC values after skew; `invalidSample` where there is none. */
  digital: Int32Array
  /** Samples in `units`: (digital - baseline) / gain in float64, NaN where there is none. */
  physical(): Float64Array
}

/** Samples that are stored and calibrated alike: those before `end`, from where the piece before ended. */
export interface SignalPiece {
  end: number
  gain: number
  baseline: number
  /** The file's code for a missing sample. */
  invalidCode: number
}

/** A signal's samples with all that is needed to tell them in physical units. */
export interface SignalSamples {
  signal: WfdbSignal
  samplesPerFrame: number
  digital: Int32Array
  pieces: SignalPiece[]
}

/** Makes a signal that calculates its physical values when they are asked for. */
export function createSignalData(samples: SignalSamples, frameRateHz: number): WfdbSignalData {
  const { signal, samplesPerFrame, digital, pieces } = samples
  return {
    description: signal.description,
    units: signal.units,
    gain: signal.gain,
    baseline: signal.baseline,
    sampleRateHz: frameRateHz * samplesPerFrame,
    digital,
    physical: () => calibrate(digital, pieces, signal.description),
  }
}

function calibrate(digital: Int32Array, pieces: SignalPiece[], description: string): Float64Array {
  const physical = takeMemory(`signal ${quote(description)}`, () => new Float64Array(digital.length))
  let at = 0
  for (const { end, gain, baseline } of pieces) {
    for (; at < end; at++) {
      const sample = digital[at]!
      physical[at] = sample === invalidSample ? NaN : (sample - baseline) / gain
    }
  }
  return physical
}

/** The piece of a signal that ends before a sample. */
export function pieceOf({ gain, baseline, format }: WfdbSignal, end: number): SignalPiece {
  return { end, gain, baseline, invalidCode: sampleFormats.get(format)?.invalid ?? invalidSample }
}

/**
 * Averages the samples of each frame, so that all signals have the record's frame rate: exactly as wfdb-python's
 * `smooth_frames`, which rounds towards zero. Of a frame in which only some samples are missing it averages the file's
 * code for them in; to tell such frames, read the samples themselves.
 */
export function smoothFrames(samples: SignalSamples): SignalSamples {
  const { digital, samplesPerFrame, pieces } = samples
  if (samplesPerFrame === 1) return samples
  const smooth = new Int32Array(digital.length / samplesPerFrame)
  let at = 0
  for (const { end, invalidCode } of pieces) {
    while (at < end) {
      const frame = at / samplesPerFrame
      let sum = 0
      for (const next = at + samplesPerFrame; at < next; at++) {
        sum += digital[at] === invalidSample ? invalidCode : digital[at]!
      }
      const mean = Math.trunc(sum / samplesPerFrame)
      smooth[frame] = mean === invalidCode ? invalidSample : mean
    }
  }
  const ofFrames = pieces.map((piece) => ({ ...piece, end: piece.end / samplesPerFrame }))
  return { ...samples, digital: smooth, samplesPerFrame: 1, pieces: ofFrames }
}
