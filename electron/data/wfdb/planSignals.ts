import { AppError } from '../../shared/appError.ts'
import { badHeader } from './headerLine.ts'
import type { HeaderText, WfdbSignal } from './readHeader.ts'
import { measureFile } from './recordFile.ts'
import { compressedFormats, countBytes, countSamples, sampleFormats } from './sampleFormats.ts'
import type { SampleFormat } from './sampleFormats.ts'

/** A signal file, known to exist and to be long enough. */
export interface SignalFile {
  name: string
  /** Bytes in all. */
  size: number
  format: SampleFormat
  byteOffset: number
  /** Samples of all signals. */
  samplesPerFrame: number
}

/** Signals whose samples alternate in one file, or, where `file` is null, that have no samples. */
export interface SignalGroup {
  file: SignalFile | null
  signals: WfdbSignal[]
}

/** What there is to read of a single-segment record. No memory has been taken for it. */
export interface SignalPlan {
  header: HeaderText
  frameCount: number
  /** In the order of the header. */
  groups: SignalGroup[]
}

const noFile = '~'

/**
 * Finds out what the signal files hold: compares the header's promises with the files' sizes, and takes the length from
 * the first file where the header gives none.
 *
 * @throws AppError `not-found` or `bad-file`
 */
export async function planSignals(folder: string, header: HeaderText, headerFile: string): Promise<SignalPlan> {
  const groups: SignalGroup[] = []
  /** Looked for only where something is wrong with it: a header may have very many signals. */
  const lineOf: LineOf = (signal) => ({ file: headerFile, number: header.lineNumbers[header.signals.indexOf(signal)]! })
  for (const signals of groupSignals(header.signals, lineOf)) groups.push(await measureGroup(folder, signals, lineOf))
  const frameCount = header.frameCount ?? inferFrameCount(groups, headerFile)
  for (const { file } of groups) if (file) checkLength(file, frameCount)
  return { header, frameCount, groups }
}

/** The line of the header file that describes a signal. */
type LineOf = (signal: WfdbSignal) => { file: string; number: number }

/** Parts the signals by file. Those of one file must stand together, as only their order tells which sample is whose. */
function groupSignals(signals: WfdbSignal[], lineOf: LineOf): WfdbSignal[][] {
  const groups: WfdbSignal[][] = []
  const seen = new Set<string>()
  for (const signal of signals) {
    const { fileName } = signal
    const last = groups.at(-1)
    if (last?.[0]!.fileName === fileName) {
      last.push(signal)
      continue
    }
    if (seen.has(fileName) && fileName !== noFile) {
      throw badHeader(lineOf(signal), `the signals of ${fileName} do not stand together`)
    }
    seen.add(fileName)
    groups.push([signal])
  }
  return groups
}

async function measureGroup(folder: string, signals: WfdbSignal[], lineOf: LineOf): Promise<SignalGroup> {
  const [first] = signals as [WfdbSignal]
  const { fileName: name, format: number } = first
  if (name === noFile) return { file: null, signals }
  const byteOffset = signals.find((signal) => signal.byteOffset > 0)?.byteOffset ?? 0
  const other = signals.find((signal) => signal.format !== number || ![0, byteOffset].includes(signal.byteOffset))
  if (other) throw badHeader(lineOf(other), `the signals of ${name} differ in format or byte offset`)
  const format = findFormat(first, lineOf)
  const samplesPerFrame = signals.reduce((sum, signal) => sum + signal.samplesPerFrame, 0)
  const size = await measureFile(folder, name)
  return { file: { name, size, format, byteOffset, samplesPerFrame }, signals }
}

function findFormat(signal: WfdbSignal, lineOf: LineOf): SampleFormat {
  const { fileName, format: number } = signal
  const format = sampleFormats.get(number)
  if (format) return format
  const line = lineOf(signal)
  const where = `${line.file}, line ${line.number}: ${fileName}`
  if (compressedFormats.has(number)) {
    const hint = 'Convert the record to format 16 or 212, for instance with xform of the WFDB software.'
    throw new AppError(
      'bad-file',
      `${where} has format ${number} (compressed with FLAC), which is not supported.`,
      hint,
    )
  }
  const known = [...sampleFormats.keys()].join(', ')
  throw new AppError('bad-file', `${where} has format ${number}, which is not one of ${known}.`, freshCopy)
}

function inferFrameCount(groups: SignalGroup[], headerFile: string): number {
  const [first] = groups
  if (!first) return 0
  if (!first.file) throw badPlan(headerFile, 'it gives no length, and its first signal has no file to take it from')
  const frameCount = countFrames(first.file)
  if (frameCount > 0) return frameCount
  throw new AppError('bad-file', `${first.file.name}: its ${first.file.size} bytes hold no whole frame.`, freshCopy)
}

/** Frames that a file holds whole. */
function countFrames({ size, format, byteOffset, samplesPerFrame }: SignalFile): number {
  return Math.floor(countSamples(format, Math.max(0, size - byteOffset)) / samplesPerFrame)
}

function checkLength(file: SignalFile, frameCount: number): void {
  const { name, size, format, byteOffset, samplesPerFrame } = file
  if (size >= byteOffset + countBytes(format, frameCount * samplesPerFrame)) return
  const promise = `the header promises ${frameCount}`
  const what = `${name}: it ends at byte ${size} with ${countFrames(file)} whole frames; ${promise}.`
  throw new AppError('bad-file', what, freshCopy)
}

const freshCopy = 'Take a fresh copy of the record.'

function badPlan(headerFile: string, what: string): AppError {
  return new AppError('bad-file', `${headerFile}: ${what}.`, freshCopy)
}
