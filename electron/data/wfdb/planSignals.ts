import { AppError } from '../../shared/appError.ts'
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
  for (const signals of groupSignals(header.signals, headerFile)) {
    groups.push(await measureGroup(folder, signals, headerFile))
  }
  const frameCount = header.frameCount ?? inferFrameCount(groups, headerFile)
  for (const { file } of groups) if (file) checkLength(file, frameCount)
  return { header, frameCount, groups }
}

/** Parts the signals by file. Those of one file must stand together, as only their order tells which sample is whose. */
function groupSignals(signals: WfdbSignal[], headerFile: string): WfdbSignal[][] {
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
      throw badPlan(headerFile, `the signals of ${fileName} do not stand together`)
    }
    seen.add(fileName)
    groups.push([signal])
  }
  return groups
}

async function measureGroup(folder: string, signals: WfdbSignal[], headerFile: string): Promise<SignalGroup> {
  const { fileName: name, format: number } = signals[0]!
  if (name === noFile) return { file: null, signals }
  const byteOffset = signals.find((signal) => signal.byteOffset > 0)?.byteOffset ?? 0
  const differ = signals.some((signal) => signal.format !== number || ![0, byteOffset].includes(signal.byteOffset))
  if (differ) throw badPlan(headerFile, `the signals of ${name} differ in format or byte offset`)
  const format = findFormat(number, `${headerFile}: ${name}`)
  const samplesPerFrame = signals.reduce((sum, signal) => sum + signal.samplesPerFrame, 0)
  const size = await measureFile(folder, name)
  return { file: { name, size, format, byteOffset, samplesPerFrame }, signals }
}

function findFormat(number: number, where: string): SampleFormat {
  const format = sampleFormats.get(number)
  if (format) return format
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
