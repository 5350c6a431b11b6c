import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../shared/appError.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import type { ImportedData } from '../shared/importProtocol.ts'
import { decodeSafetensors, encodeSafetensors } from '../shared/safetensors.ts'
import type { Safetensors, TensorData, TensorType } from '../shared/safetensors.ts'
import { scaleBeat } from './beatRule.ts'
import { countRecords } from './beats.ts'
import { writeBeatsFile } from './beatsFile.ts'
import { countClasses } from './classCounts.ts'
import { explainFileError } from './fileErrors.ts'
import * as mitBih from './mitBih.ts'
import { personOfRecord } from './sampleSides.ts'

/**
 * The built-in sample as it is stored: gzip of a safetensors file. ADC values are those of the recordings (200 units a
 * millivolt, zero at 1024), so that nothing of the signal is lost; rows follow from them exactly.
 *
 * | tensor    | type | shape    | what                                                                               |
 * | --------- | ---- | -------- | ---------------------------------------------------------------------------------- |
 * | `adc`     | I16  | [values] | all beats one after the other; of each its first value, then differences           |
 * | `length`  | U8   | [beats]  | values of the beat in `adc`, at most 187                                           |
 * | `minimum` | I16  | [beats]  | of the whole stretch, which may be longer than the row: scaling comes before cutting |
 * | `maximum` | I16  | [beats]  | likewise                                                                           |
 * | `symbol`  | U8   | [beats]  | the annotation's symbol, ASCII                                                     |
 * | `label`   | U8   | [beats]  | 0..4 = N S V F Q                                                                   |
 * | `record`  | U16  | [beats]  | index into the metadata's list `records`                                           |
 * | `sample`  | U32  | [beats]  | the annotation's sample number in the record, at 360 Hz                            |
 */
export interface SampleBeat {
  record: string
  sample: number
  symbol: string
  label: number
  /** Of the row only; extremes are of the whole stretch. */
  adc: Int16Array
  minimum: number
  maximum: number
}

const samplePath = join(import.meta.dirname, '..', '..', 'resources', 'sample', 'beats.safetensors.gz')
const sampleName = 'beats.safetensors.gz'
const recordsSchema = z.array(z.string())

export const sampleDescription =
  'About 6,000 beats of all 48 records of the MIT-BIH Arrhythmia Database. Not in its proportions: N is capped so that ' +
  'rare classes have enough beats, and within a class records give equally many where they can. Scores on the sample ' +
  'do not compare with scores on the whole set.'

/** Packs chosen beats into the stored form of the sample. */
export function encodeSample(beats: SampleBeat[]): Uint8Array {
  const records = [...new Set(beats.map((beat) => beat.record))]
  const adc = new Int16Array(beats.reduce((sum, beat) => sum + beat.adc.length, 0))
  let at = 0
  for (const beat of beats) {
    beat.adc.forEach((value, i) => (adc[at + i] = i === 0 ? value : value - beat.adc[i - 1]!))
    at += beat.adc.length
  }
  const shape = [beats.length]
  const bytes = encodeSafetensors(
    {
      adc: { dtype: 'I16', shape: [adc.length], data: adc },
      length: { dtype: 'U8', shape, data: Uint8Array.from(beats, (beat) => beat.adc.length) },
      minimum: { dtype: 'I16', shape, data: Int16Array.from(beats, (beat) => beat.minimum) },
      maximum: { dtype: 'I16', shape, data: Int16Array.from(beats, (beat) => beat.maximum) },
      symbol: { dtype: 'U8', shape, data: Uint8Array.from(beats, (beat) => beat.symbol.charCodeAt(0)) },
      label: { dtype: 'U8', shape, data: Uint8Array.from(beats, (beat) => beat.label) },
      record: { dtype: 'U16', shape, data: Uint16Array.from(beats, (beat) => records.indexOf(beat.record)) },
      sample: { dtype: 'U32', shape, data: Uint32Array.from(beats, (beat) => beat.sample) },
    },
    {
      records: JSON.stringify(records),
      description: sampleDescription,
      rule: mitBih.beatRule,
      licence: mitBih.licence,
      attribution: mitBih.attribution,
    },
  )
  return gzipSync(bytes, { level: 9 })
}

/**
 * The built-in sample, scaled to the published float32 values; its beats are one source file, `train`.
 *
 * @throws AppError `not-found` or `bad-file` where the installation is damaged
 */
export function loadSample(): BeatsFile {
  return decodeSample(readSample())
}

/** Unpacks and scales the stored form of the sample. */
export function decodeSample(packed: Uint8Array): BeatsFile {
  const { tensors, metadata } = decodeSafetensors(gunzipSync(packed), sampleName)
  const adc = take(tensors, 'adc', 'I16')
  const lengths = take(tensors, 'length', 'U8')
  const minimum = take(tensors, 'minimum', 'I16')
  const maximum = take(tensors, 'maximum', 'I16')
  const records = recordsSchema.parse(JSON.parse(metadata.records ?? '[]'))
  const count = lengths.length
  const beats = new Float32Array(count * mitBih.beatLength)
  let at = 0
  for (let row = 0; row < count; row++) {
    const values = adc.slice(at, at + lengths[row]!)
    for (let i = 1; i < values.length; i++) values[i] = values[i]! + values[i - 1]!
    const target = beats.subarray(row * mitBih.beatLength, (row + 1) * mitBih.beatLength)
    scaleBeat({ adc: values, minimum: minimum[row]!, maximum: maximum[row]! }, target)
    at += values.length
  }
  return {
    count,
    length: mitBih.beatLength,
    beats,
    labels: take(tensors, 'label', 'U8'),
    sourcePart: new Uint8Array(count),
    sourceRow: Uint32Array.from({ length: count }, (_, row) => row),
    record: take(tensors, 'record', 'U16'),
    recordSample: take(tensors, 'sample', 'U32'),
    metadata: {
      sampleRateHz: mitBih.beatRateHz,
      records,
      persons: records.map(personOfRecord),
      licence: mitBih.licence,
      attribution: mitBih.attribution,
    },
  }
}

/** Writes the built-in sample as a data set's beats file. */
export async function importSample(output: string): Promise<ImportedData> {
  const packed = readSample()
  const file = decodeSample(packed)
  const written = await writeBeatsFile(output, file)
  return {
    beats: file.count,
    beatLength: file.length,
    sampleRateHz: file.metadata.sampleRateHz,
    classCounts: countClasses(file.labels),
    ...written,
    provenance: {
      source: 'sample',
      files: [
        {
          name: sampleName,
          bytes: packed.length,
          sha256: sha256(packed),
          unpackedSha256: sha256(gunzipSync(packed)),
          rows: file.count,
        },
      ],
      rule: mitBih.beatRule,
      licence: mitBih.licence,
      attribution: mitBih.attribution,
      notes: [{ tone: 'info', text: sampleDescription }],
    },
    records: countRecords(file),
  }
}

function readSample(): Uint8Array {
  try {
    return readFileSync(samplePath)
  } catch (error) {
    throw explainFileError(samplePath, error)
  }
}

function take<T extends TensorType>(tensors: Safetensors['tensors'], name: string, dtype: T): TensorData<T> {
  const tensor = tensors.get(name)
  if (tensor?.dtype === dtype) return tensor.data as TensorData<T>
  throw new AppError('bad-file', `${sampleName} has no tensor "${name}" of type ${dtype}.`, 'Install Beatbench again.')
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
