import { join } from 'node:path'
import { AppError } from '../../shared/appError.ts'
import { quote } from './headerLine.ts'
import { planSignals } from './planSignals.ts'
import { readAnnotations } from './readAnnotations.ts'
import type { WfdbAnnotation } from './readAnnotations.ts'
import { readHeaderFile } from './readHeader.ts'
import type { HeaderText, WfdbHeader } from './readHeader.ts'
import { planSegments, readSegments } from './readSegments.ts'
import { readSignals } from './readSignals.ts'
import { isPlainName, readRecordFile } from './recordFile.ts'
import { createSignalData, pieceOf, smoothFrames } from './signalData.ts'
import type { SignalSamples, WfdbSignalData } from './signalData.ts'
import { checkSampleCount } from './takeMemory.ts'

export { invalidSample } from './invalidSample.ts'
export { listRecords } from './listRecords.ts'
export type { WfdbAnnotation, WfdbHeader, WfdbSignalData }

export interface WfdbRecord {
  header: WfdbHeader
  signals: WfdbSignalData[]
  annotations: WfdbAnnotation[]
}

export interface ReadOptions {
  /** The annotation file's suffix, or its whole name where it differs from the record's; null for none. By default `atr`. */
  annotator?: string | null
  /** Whether annotations outside the record are an error. By default they are. */
  annotationsPastEnd?: 'refuse' | 'allow'
  /** Whether sums that the header gives are compared. By default they are. */
  checksums?: 'verify' | 'ignore'
  /** Whether signals with several samples per frame keep them (by default) or get one: their mean. */
  frames?: 'expand' | 'smooth'
}

/** Annotations take some 100 bytes each in memory; a week of them at twice the usual pulse has a tenth of this. */
const maximumAnnotationBytes = 2 ** 24

/**
 * Reads a record with its annotations. Nothing outside the folder is read, and no memory is taken for what a header
 * promises before its files are known to hold it.
 *
 * @param name of the record; with `folder/` before it where the folder's list `RECORDS` names it so
 * @throws AppError `not-found`, or `bad-file` that names the file, the line or byte, and what is wrong with it
 */
export async function readRecord(folder: string, name: string, options: ReadOptions = {}): Promise<WfdbRecord> {
  const { annotator = 'atr', checksums = 'verify', frames = 'expand', annotationsPastEnd = 'refuse' } = options
  const record = locateRecord(folder, name)
  const text = await readHeaderFile(record.folder, record.name)
  const { frameCount, samples } = await readAllSignals(record, text, checksums)
  const header = { ...text, frameCount, signals: samples.map(({ signal }) => signal) }
  const smoothed = frames === 'smooth' ? samples.map(smoothFrames) : samples
  const signals = smoothed.map((signal) => createSignalData(signal, header.sampleRateHz))
  if (annotator === null) return { header, signals, annotations: [] }

  const file = annotator.includes('.') ? annotator : `${record.name}.${annotator}`
  if (!isPlainName(file)) throw badName(file)
  const bytes = await readRecordFile(record.folder, file, maximumAnnotationBytes)
  const extent = { sampleRateHz: header.sampleRateHz, frameCount: frameCount || null, pastEnd: annotationsPastEnd }
  return { header, signals, annotations: readAnnotations(bytes, file, extent) }
}

/** The folder that a record's files lie in, and their name. */
interface RecordPlace {
  folder: string
  name: string
}

function locateRecord(folder: string, path: string): RecordPlace {
  const parts = path.split('/')
  if (!parts.every(isPlainName)) throw badName(path)
  return { folder: join(folder, ...parts.slice(0, -1)), name: parts.at(-1)! }
}

function badName(name: string): AppError {
  const what = `${quote(name)} does not name a file of the folder.`
  return new AppError('bad-file', what, 'Records and their files are named without a path.')
}

async function readAllSignals(
  { folder, name }: RecordPlace,
  header: HeaderText,
  checksums: 'verify' | 'ignore',
): Promise<{ frameCount: number; samples: SignalSamples[] }> {
  if (header.segments) {
    const plan = await planSegments(folder, header, name)
    return { frameCount: plan.frameCount, samples: await readSegments(folder, plan, checksums) }
  }
  const headerFile = `${name}.hea`
  const plan = await planSignals(folder, header, headerFile)
  const { frameCount, groups } = plan
  const perFrame = header.signals.reduce((sum, { samplesPerFrame }) => sum + samplesPerFrame, 0)
  checkSampleCount(
    headerFile,
    frameCount * perFrame,
    groups.reduce((sum, { file }) => sum + (file?.size ?? 0), 0),
  )
  const digital = await readSignals(folder, plan, checksums)
  const samples = header.signals.map((signal, channel): SignalSamples => {
    const { samplesPerFrame } = signal
    return { signal, samplesPerFrame, digital: digital[channel]!, pieces: [pieceOf(signal, digital[channel]!.length)] }
  })
  return { frameCount, samples }
}
