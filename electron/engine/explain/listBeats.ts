import { amplitudeRange, type Amplitude } from '../../shared/amplitude.ts'
import type { ParsedInput, Output } from '../../shared/contract/commands.ts'
import { classCount } from '../../shared/beatClass.ts'
import { paddingOf, type BeatsFile } from '../../shared/beatsFile.ts'
import type { PredictedBeat } from '../../shared/explanation.ts'
import { softmax } from '../../shared/metrics.ts'
import { beatNumber, samplesOf } from '../../data/beats.ts'

/** About so many samples of a beat are enough for a small picture. */
const previewSamples = 62

type Filter = ParsedInput<'explain.beats'>
type BeatPage = Output<'explain.beats'>

/** Predictions of a part with the beats they are of; `rows[i]` is the data set's row of `predicted[i]`. */
export interface PredictedPart {
  beats: BeatsFile
  /** Key of the split, after which beats are numbered. */
  split: string
  rows: Uint32Array
  predicted: Uint8Array
  /** `[beats, 5]`; null where not kept. */
  logits: Float32Array | null
  /** Numbers of beats with a stored map. */
  stored: ReadonlySet<number>
}

/**
 * The beats that a filter asks for, a page of them, and how many there are of the chosen classes (actual and predicted).
 * Beats whose samples an excerpt leaves out are only counted.
 */
export function listBeats(part: PredictedPart, filter: Filter): BeatPage {
  const { beats, split, rows, predicted, logits, stored } = part
  const matching: number[] = []
  const counts = { all: 0, wrong: 0, notHere: 0 }
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    const label = beats.labels[row] ?? 0
    if (filter.label !== undefined && filter.label !== label) continue
    if (filter.predicted !== undefined && filter.predicted !== predicted[index]) continue
    if (beats.kept && !beats.kept.includes(row)) {
      counts.notHere += 1
      continue
    }
    const isRight = label === predicted[index]
    counts.all += 1
    if (!isRight) counts.wrong += 1
    if (matches(filter, isRight, beatNumber(beats, split, row))) matching.push(index)
  }
  const page = matching.slice(filter.offset, filter.offset + filter.limit)
  return { total: matching.length, counts, beats: page.map(describe) }

  function describe(index: number): PredictedBeat {
    const row = rows[index] ?? 0
    const samples = samplesOf(beats, row) ?? []
    const number = beatNumber(beats, split, row)
    const ofClass = predicted[index] ?? 0
    return {
      row: number,
      label: beats.labels[row] ?? 0,
      predicted: ofClass,
      probability: logits
        ? (softmax(logits.subarray(index * classCount, (index + 1) * classCount))[ofClass] ?? null)
        : null,
      record: beats.metadata.records[beats.record[row] ?? -1] ?? null,
      hasStoredMap: stored.has(number),
      ...previewOf(samples, beats.metadata.amplitude),
    }
  }
}

function matches({ outcome, row }: Filter, isRight: boolean, number: number): boolean {
  if (row !== undefined && row !== number) return false
  return outcome === 'all' || isRight === (outcome === 'right')
}

/** One sample of every few: of 187, every third. */
function previewOf(
  samples: ArrayLike<number>,
  amplitude: Amplitude = 'unit',
): Pick<PredictedBeat, 'preview' | 'previewPadding'> {
  const step = Math.max(1, Math.round(samples.length / previewSamples))
  const [low, high] = amplitudeRange(amplitude, Array.from(samples))
  const preview = Array.from(
    { length: Math.ceil(samples.length / step) },
    (_, index) => Math.round((((samples[index * step] ?? 0) - low) / (high - low)) * 1000) / 1000,
  )
  const padding = paddingOf(samples, amplitude)
  return { preview, previewPadding: Math.floor((padding * preview.length) / Math.max(1, samples.length)) }
}
