import type { ParsedInput, Output } from '../../shared/contract/commands.ts'
import { classCount } from '../../shared/beatClass.ts'
import type { BeatsFile } from '../../shared/beatsFile.ts'
import { trailingZeros } from '../../shared/dataSet.ts'
import type { PredictedBeat } from '../../shared/explanation.ts'
import { softmax } from '../../shared/metrics.ts'
import { samplesOf } from '../../data/beats.ts'

/** About 60 samples of a beat are enough for a small picture. */
const previewStep = 3

type Filter = ParsedInput<'explain.beats'>
type BeatPage = Output<'explain.beats'>

/** Predictions of a part with the beats they are of; `rows[i]` is the data set's row of `predicted[i]`. */
export interface PredictedPart {
  beats: BeatsFile
  rows: Uint32Array
  predicted: Uint8Array
  /** `[beats, 5]`; null where not kept. */
  logits: Float32Array | null
  /** Source rows with a stored map. */
  stored: ReadonlySet<number>
}

/**
 * The beats that a filter asks for, a page of them, and how many there are of the chosen class. Beats whose samples an
 * excerpt leaves out are only counted.
 */
export function listBeats({ beats, rows, predicted, logits, stored }: PredictedPart, filter: Filter): BeatPage {
  const matching: number[] = []
  const counts = { all: 0, wrong: 0, notHere: 0 }
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    const label = beats.labels[row] ?? 0
    if (filter.label !== undefined && filter.label !== label) continue
    if (beats.kept && !beats.kept.includes(row)) {
      counts.notHere += 1
      continue
    }
    const isRight = label === predicted[index]
    counts.all += 1
    if (!isRight) counts.wrong += 1
    if (matches(filter, isRight, beats.sourceRow[row] ?? 0)) matching.push(index)
  }
  const page = matching.slice(filter.offset, filter.offset + filter.limit)
  return { total: matching.length, counts, beats: page.map(describe) }

  function describe(index: number): PredictedBeat {
    const row = rows[index] ?? 0
    const samples = samplesOf(beats, row) ?? []
    const sourceRow = beats.sourceRow[row] ?? 0
    const ofClass = predicted[index] ?? 0
    return {
      row: sourceRow,
      label: beats.labels[row] ?? 0,
      predicted: ofClass,
      probability: logits
        ? (softmax(logits.subarray(index * classCount, (index + 1) * classCount))[ofClass] ?? null)
        : null,
      record: beats.metadata.records[beats.record[row] ?? -1] ?? null,
      hasStoredMap: stored.has(sourceRow),
      preview: previewOf(samples),
      padding: trailingZeros(samples),
    }
  }
}

function matches({ outcome, row }: Filter, isRight: boolean, sourceRow: number): boolean {
  if (row !== undefined && row !== sourceRow) return false
  return outcome === 'all' || isRight === (outcome === 'right')
}

function previewOf(samples: ArrayLike<number>): number[] {
  return Array.from(
    { length: Math.ceil(samples.length / previewStep) },
    (_, index) => Math.round((samples[index * previewStep] ?? 0) * 1000) / 1000,
  )
}
