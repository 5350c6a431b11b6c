import { AppError } from '../../shared/appError.ts'
import { badHeader, quote } from './headerLine.ts'
import { invalidSample } from './invalidSample.ts'
import { planSignals } from './planSignals.ts'
import type { SignalPlan } from './planSignals.ts'
import { readHeaderFile } from './readHeader.ts'
import type { HeaderText, WfdbSegment, WfdbSignal } from './readHeader.ts'
import { readSignals } from './readSignals.ts'
import { pieceOf } from './signalData.ts'
import type { SignalSamples } from './signalData.ts'
import { checkSampleCount, takeMemory } from './takeMemory.ts'

const gap = '~'

/** A segment and where it goes. */
interface PlacedSegment {
  plan: SignalPlan
  /** First frame in the record. */
  start: number
  /** Frames of it that belong to the record. */
  frameCount: number
  /** For each signal of the record its index in the segment, or -1. */
  channels: number[]
}

/** A record in segments, before its samples are read. */
export interface SegmentsPlan {
  frameCount: number
  signals: WfdbSignal[]
  placed: PlacedSegment[]
}

/**
 * Finds out what the segments of a record hold. In a fixed layout all of them have the record's signals; in a variable
 * one (where the first has no samples but describes the signals of all) signals are found by their description.
 *
 * @param name of the record, which may not be a segment of itself
 * @throws AppError `not-found` or `bad-file`
 */
export async function planSegments(folder: string, header: HeaderText, name: string): Promise<SegmentsPlan> {
  const headerFile = `${name}.hea`
  const segments = header.segments!
  const lineOf: LineOf = (index) => ({ file: headerFile, number: header.lineNumbers[index]! })
  const total = segments.reduce((sum, { frameCount }) => sum + frameCount, 0)
  const frameCount = header.frameCount ?? total
  if (frameCount === 0) throw badSegments(headerFile, 'its segments have no samples')
  if (frameCount > total) throw badSegments(headerFile, `it promises ${frameCount} samples, its segments have ${total}`)

  const layout = segments[0]!.frameCount === 0 ? await readSegmentHeader(folder, segments[0]!, lineOf(0)) : null
  const plans = await planEach(folder, segments, lineOf)
  const signals = describeSignals(layout, [...plans.values()], headerFile)
  if (signals.length !== header.signalCount) {
    throw badSegments(headerFile, `it promises ${header.signalCount} signals, its segments have ${signals.length}`)
  }
  const channels = new Map<string, number[]>()
  for (const [segment, plan] of plans) {
    channels.set(segment, matchSignals(signals, plan, { isFixed: layout === null, segment, headerFile }))
  }
  checkWork({ headerFile, samplesPerFrame: countPerFrame(signals), frameCount, segments, plans })
  const placed: PlacedSegment[] = []
  let start = 0
  for (const segment of segments) {
    const plan = plans.get(segment.name)
    if (plan && segment.frameCount > 0 && start < frameCount) {
      const used = Math.min(segment.frameCount, frameCount - start)
      placed.push({ plan, start, frameCount: used, channels: channels.get(segment.name)! })
    }
    start += segment.frameCount
  }
  return { frameCount, signals: signals.map((signal) => nameAllUnits(signal, plans)), placed }
}

/** The line of a record's header that names its segment of this index. */
type LineOf = (index: number) => { file: string; number: number }

/** Plans every segment that has samples once, however often it is named. */
async function planEach(folder: string, segments: WfdbSegment[], lineOf: LineOf): Promise<Map<string, SignalPlan>> {
  const plans = new Map<string, SignalPlan>()
  for (const [index, segment] of segments.entries()) {
    if (segment.name === gap || segment.frameCount === 0) continue
    let plan = plans.get(segment.name)
    if (!plan) {
      const header = await readSegmentHeader(folder, segment, lineOf(index))
      plan = await planSignals(folder, header, `${segment.name}.hea`)
      plans.set(segment.name, plan)
    }
    if (plan.frameCount < segment.frameCount) {
      const what = `segment ${segment.name} is to have ${segment.frameCount} samples, it has ${plan.frameCount}`
      throw badHeader(lineOf(index), what)
    }
  }
  return plans
}

/** Segments are records of one segment; so no chain of headers can lead back to its start. */
async function readSegmentHeader(folder: string, segment: WfdbSegment, line: ReturnType<LineOf>): Promise<HeaderText> {
  if (segment.name === gap) throw badHeader(line, 'its first segment is a gap without samples')
  if (`${segment.name}.hea` === line.file) throw badHeader(line, 'it names itself as a segment')
  const header = await readHeaderFile(folder, segment.name)
  if (header.segments) throw badHeader(line, `its segment ${segment.name} is in segments itself`)
  return header
}

/** The record's signals: as the first segment that has each describes it, else as the layout does. */
function describeSignals(layout: HeaderText | null, plans: SignalPlan[], headerFile: string): WfdbSignal[] {
  const [first] = plans
  if (!layout) {
    if (!first) throw badSegments(headerFile, 'all its segments are gaps, so that nothing describes its signals')
    return first.header.signals
  }
  const found = new Map<string, WfdbSignal>()
  for (const { header } of plans) {
    for (const signal of header.signals) if (!found.has(signal.description)) found.set(signal.description, signal)
  }
  return layout.signals.map((signal) => {
    const { samplesPerFrame } = signal
    return { ...(found.get(signal.description) ?? signal), samplesPerFrame }
  })
}

function matchSignals(
  signals: WfdbSignal[],
  { header }: SignalPlan,
  { isFixed, segment, headerFile }: { isFixed: boolean; segment: string; headerFile: string },
): number[] {
  if (isFixed && header.signals.length !== signals.length) {
    throw badSegments(headerFile, `segment ${segment} has ${header.signals.length} signals, not ${signals.length}`)
  }
  const channelOf = new Map<string, number>()
  header.signals.forEach(({ description }, channel) => {
    if (!channelOf.has(description)) channelOf.set(description, channel)
  })
  return signals.map(({ description, samplesPerFrame }, channel) => {
    const found = isFixed ? channel : (channelOf.get(description) ?? -1)
    if (found >= 0 && header.signals[found]!.samplesPerFrame !== samplesPerFrame) {
      throw badSegments(headerFile, `signal ${quote(description)} of segment ${segment} has another sampling frequency`)
    }
    return found
  })
}

function countPerFrame(signals: WfdbSignal[]): number {
  return signals.reduce((sum, signal) => sum + signal.samplesPerFrame, 0)
}

/** Refuses what would take memory or time out of all proportion to the signal files. */
function checkWork(record: {
  headerFile: string
  samplesPerFrame: number
  frameCount: number
  segments: WfdbSegment[]
  plans: Map<string, SignalPlan>
}): void {
  const { headerFile, samplesPerFrame, frameCount, segments, plans } = record
  const sizes = new Map<string, number>()
  for (const { groups } of plans.values()) for (const { file } of groups) if (file) sizes.set(file.name, file.size)
  const fileBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const work = new Map<string, number>()
  for (const [name, plan] of plans) work.set(name, plan.frameCount * countPerFrame(plan.header.signals))
  const toRead = segments.reduce((sum, { name }) => sum + (work.get(name) ?? 0), 0)
  checkSampleCount(headerFile, Math.max(frameCount * samplesPerFrame, toRead), fileBytes)
}

/** Segments may give a signal in different units; then it says so. */
function nameAllUnits(signal: WfdbSignal, plans: Map<string, SignalPlan>): WfdbSignal {
  const units = new Set<string>()
  for (const { header } of plans.values()) {
    const found = header.signals.find(({ description }) => description === signal.description)
    if (found) units.add(found.units)
  }
  return units.size === 0 ? signal : { ...signal, units: [...units].join(' or ') }
}

/** Reads the segments one after the other into arrays for the whole record; gaps hold {@link invalidSample}. */
export async function readSegments(
  folder: string,
  { signals, frameCount, placed }: SegmentsPlan,
  checksums: 'verify' | 'ignore',
): Promise<SignalSamples[]> {
  const joined = signals.map((signal): SignalSamples => {
    const { samplesPerFrame } = signal
    const length = frameCount * samplesPerFrame
    const digital = takeMemory(signal.fileName, () => new Int32Array(length)).fill(invalidSample)
    return { signal, samplesPerFrame, digital, pieces: [] }
  })
  for (const { plan, start, frameCount: used, channels } of placed) {
    const samples = await readSignals(folder, plan, checksums)
    joined.forEach(({ digital, pieces, samplesPerFrame }, index) => {
      const channel = channels[index]!
      if (channel < 0) return
      digital.set(samples[channel]!.subarray(0, used * samplesPerFrame), start * samplesPerFrame)
      pieces.push(pieceOf(plan.header.signals[channel]!, (start + used) * samplesPerFrame))
    })
  }
  for (const { digital, pieces, signal } of joined) pieces.push(pieceOf(signal, digital.length))
  return joined
}

function badSegments(headerFile: string, what: string): AppError {
  return new AppError('bad-file', `${headerFile}: ${what}.`, 'Take a fresh copy of the record.')
}
