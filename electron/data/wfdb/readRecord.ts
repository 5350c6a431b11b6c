import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/appError.ts'
import { withFileErrors } from '../fileErrors.ts'
import { readAnnotations } from './readAnnotations.ts'
import type { WfdbAnnotation } from './readAnnotations.ts'
import { readFormat212, sumSamples } from './readFormat212.ts'
import { readHeader } from './readHeader.ts'
import type { WfdbHeader } from './readHeader.ts'

/** Stands in `digital` where there is no sample: none was taken, or its code says that it is none. */
export const invalidSample = -(2 ** 31)

export interface WfdbSignalData {
  description: string
  units: string
  /** ADC units per physical unit. */
  gain: number
  /** ADC value of physical zero. */
  baseline: number
  /** Frame rate times samples per frame. */
  sampleRateHz: number
  /** ADC values after skew; {@link invalidSample} where there is none. */
  digital: Int32Array
  /** Samples in `units`: (digital - baseline) / gain in float64, NaN where there is none. */
  physical(): Float64Array
}

export interface WfdbRecord {
  header: WfdbHeader
  signals: WfdbSignalData[]
  annotations: WfdbAnnotation[]
}

export interface ReadOptions {
  /** The annotation file's suffix, or its whole name where it differs from the record's; null for none. By default `atr`. */
  annotator?: string | null
  /** Whether sums that the header gives are compared. By default they are. */
  checksums?: 'verify' | 'ignore'
}

/**
 * Reads a record with its annotations.
 *
 * @throws AppError `not-found`, or `bad-file` that names the file and what is wrong with it
 */
export async function readRecord(folder: string, name: string, options: ReadOptions = {}): Promise<WfdbRecord> {
  const { annotator = 'atr', checksums = 'verify' } = options
  const read = (file: string) => withFileErrors(file, () => readFile(join(folder, file)))
  const header = readHeader((await read(`${name}.hea`)).toString('latin1'), `${name}.hea`)
  const [first] = header.signals
  if (!first || header.signals.some(({ format, fileName }) => format !== 212 || fileName !== first.fileName)) {
    throw new AppError('bad-file', `${name}.hea: only channels in one file of format 212 can be read.`)
  }
  const samples = readFormat212(await read(first.fileName), header.signals.length, first.fileName)
  const signals = samples.map((signal, channel): WfdbSignalData => {
    const { checksum, description, units, gain, baseline } = header.signals[channel]!
    if (checksums === 'verify' && checksum !== null && checksum !== sumSamples(signal)) {
      throw new AppError('bad-file', `${first.fileName}: channel ${channel} does not have the checksum ${checksum}.`)
    }
    const digital = Int32Array.from(signal)
    const physical = () => Float64Array.from(digital, (sample) => (sample - baseline) / gain)
    return { description, units, gain, baseline, sampleRateHz: header.sampleRateHz, digital, physical }
  })
  if (annotator === null) return { header, signals, annotations: [] }
  const annotationFile = annotator.includes('.') ? annotator : `${name}.${annotator}`
  return { header, signals, annotations: readAnnotations(await read(annotationFile), annotationFile) }
}

/** Names of a folder's records, sorted: its list `RECORDS`, else every header that is no segment of another. */
export async function listRecords(folder: string): Promise<string[]> {
  const files = await withFileErrors(folder, () => readdir(folder))
  if (!files.includes('RECORDS')) {
    return files.filter((file) => file.endsWith('.hea')).map((file) => file.slice(0, -4)).sort()
  }
  const list = await withFileErrors('RECORDS', () => readFile(join(folder, 'RECORDS'), 'latin1'))
  return list.split(/\s+/).filter(Boolean).sort()
}
