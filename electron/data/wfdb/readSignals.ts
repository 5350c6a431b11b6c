import { AppError } from '../../shared/appError.ts'
import { quote } from './headerLine.ts'
import { invalidSample } from './invalidSample.ts'
import type { SignalFile, SignalGroup, SignalPlan } from './planSignals.ts'
import type { WfdbSignal } from './readHeader.ts'
import { readFully, withRecordFile } from './recordFile.ts'
import { countBytes } from './sampleFormats.ts'
import { takeMemory } from './takeMemory.ts'

/** Samples that are unpacked at once: few enough to stay in the cache. */
const chunkSamples = 2 ** 17
/** A number of samples that is a whole number of blocks in every format. */
const wholeBlocks = 6

/** A signal as it fills up. */
interface Reading {
  signal: WfdbSignal
  /** Its first sample's place in a frame. */
  offset: number
  digital: Int32Array
  filled: number
  /** What differences are added to: the last sample. */
  last: number
  /** 32-bit sum of the samples as they are stored. */
  sum: number
}

/**
 * Reads the signals of a single-segment record.
 *
 * @returns for each signal its ADC values, frames times samples per frame of them, shifted by its skew
 * @throws AppError `bad-file`, also where checksums are to be verified and one differs
 */
export async function readSignals(
  folder: string,
  { groups, frameCount }: SignalPlan,
  checksums: 'verify' | 'ignore',
): Promise<Int32Array[]> {
  const signals: Int32Array[] = []
  for (const { file, signals: ofGroup } of groups) {
    const readings = startReadings(ofGroup, { frameCount, fileName: file?.name ?? '~' })
    if (file) await readSignalFile(folder, file, readings)
    else for (const { digital } of readings) digital.fill(invalidSample)
    if (file && checksums === 'verify') for (const reading of readings) verifyChecksum(file, reading)
    for (const reading of readings) signals.push(shiftBySkew(reading))
  }
  return signals
}

function startReadings(
  signals: SignalGroup['signals'],
  { frameCount, fileName }: { frameCount: number; fileName: string },
): Reading[] {
  let offset = 0
  return signals.map((signal) => {
    const digital = takeMemory(fileName, () => new Int32Array(frameCount * signal.samplesPerFrame))
    const reading = { signal, offset, digital, filled: 0, last: (signal.initialValue ?? 0) | 0, sum: 0 }
    offset += signal.samplesPerFrame
    return reading
  })
}

/** Reads one file chunk by chunk, so that it need not be in memory as a whole. */
async function readSignalFile(folder: string, file: SignalFile, readings: Reading[]): Promise<void> {
  const { name, format, samplesPerFrame } = file
  const total = readings.reduce((sum, { digital }) => sum + digital.length, 0)
  const most = Math.min(
    total,
    wholeBlocks * samplesPerFrame * Math.max(1, Math.floor(chunkSamples / wholeBlocks / samplesPerFrame)),
  )
  const samples = takeMemory(name, () => new Int32Array(most))
  // The last block may be cut off; what is unpacked beyond it is zero and not used.
  const bytes = takeMemory(name, () => new Uint8Array(countBytes(format, most) + 4))
  const view = new DataView(bytes.buffer)
  await withRecordFile(folder, name, async (handle) => {
    let position = file.byteOffset
    for (let done = 0; done < total; done += most) {
      const count = Math.min(most, total - done)
      const size = countBytes(format, count)
      await readFully(handle, bytes.subarray(0, size), { file: name, position })
      format.unpack(view, samples, count)
      for (const reading of readings) distribute(file, reading, samples.subarray(0, count))
      position += size
    }
  })
}

/** Takes a signal's samples out of those of all signals. */
function distribute({ format, samplesPerFrame }: SignalFile, reading: Reading, samples: Int32Array): void {
  const { digital, offset, signal } = reading
  const { isDifference } = format
  const invalid = format.invalid ?? NaN
  let { filled, last, sum } = reading
  for (let start = offset; start < samples.length; start += samplesPerFrame) {
    for (let at = start; at < start + signal.samplesPerFrame; at++) {
      last = isDifference ? (last + samples[at]!) | 0 : samples[at]!
      sum = (sum + last) | 0
      digital[filled++] = last === invalid ? invalidSample : last
    }
  }
  Object.assign(reading, { filled, last, sum })
}

/** Headers hold the lower 16 bits of the sum, some with a sign and some without. */
function verifyChecksum({ name }: SignalFile, { signal, sum }: Reading): void {
  const { checksum, description } = signal
  if (checksum === null || ((checksum - sum) & 0xffff) === 0) return
  const what = `${name}: signal ${quote(description)} has the checksum ${(sum << 16) >> 16}, not ${checksum} as its header says.`
  throw new AppError('bad-file', what, 'It is damaged, or the header is that of another file: take a fresh copy.')
}

function shiftBySkew({ signal: { skew, samplesPerFrame }, digital }: Reading): Int32Array {
  if (skew === 0) return digital
  const shift = Math.min(skew * samplesPerFrame, digital.length)
  return digital.copyWithin(0, shift).fill(invalidSample, digital.length - shift)
}
