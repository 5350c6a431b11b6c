import type { BeatsFile } from '../shared/beatsFile.ts'
import { encodeSafetensors } from '../shared/safetensors.ts'
import { samplesOf } from './beats.ts'
import { encodeMetadata } from './beatsFile.ts'

/**
 * A beats file with the labels and origins of all beats, but the samples of `rows` only (see `shared/beatsFile.ts`):
 * what a database carries where the whole set would be too large.
 *
 * @throws RangeError for a row without samples: a defect of the caller
 */
export function encodeExcerpt(file: BeatsFile, rows: readonly number[]): Uint8Array {
  const { count, length } = file
  const kept = Uint32Array.from(new Set(rows)).sort()
  const beats = new Float32Array(kept.length * length)
  kept.forEach((row, index) => {
    const samples = samplesOf(file, row)
    if (!samples) throw new RangeError(`Row ${row} has no samples.`)
    beats.set(samples, index * length)
  })
  return encodeSafetensors(
    {
      beats: { dtype: 'F32', shape: [kept.length, length], data: beats },
      kept: { dtype: 'U32', shape: [kept.length], data: kept },
      labels: { dtype: 'U8', shape: [count], data: file.labels.slice() },
      source_part: { dtype: 'U8', shape: [count], data: file.sourcePart.slice() },
      source_row: { dtype: 'U32', shape: [count], data: file.sourceRow.slice() },
      record: { dtype: 'U16', shape: [count], data: file.record.slice() },
      record_sample: { dtype: 'U32', shape: [count], data: file.recordSample.slice() },
    },
    encodeMetadata(file.metadata),
  )
}
