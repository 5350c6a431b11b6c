import { badHeader, quote, readInteger } from './headerLine.ts'
import type { HeaderLine } from './headerLine.ts'
import { readPerson } from './readPerson.ts'
import { readRecordLine } from './readRecordLine.ts'
import type { RecordLine } from './readRecordLine.ts'
import { readSignalLine } from './readSignalLine.ts'
import { decodeText, isPlainName, readRecordFile } from './recordFile.ts'

export interface WfdbSignal {
  /** Name of the signal's file in the record's folder; `~` where the signal has none. */
  fileName: string
  format: number
  samplesPerFrame: number
  /** Frames by which the signal's samples lie late in the file. */
  skew: number
  /** Bytes before the first sample. */
  byteOffset: number
  /** ADC units per physical unit. */
  gain: number
  /** ADC value of physical zero. */
  baseline: number
  units: string
  /** Bits, or null where the header gives none. */
  adcResolution: number | null
  adcZero: number | null
  initialValue: number | null
  /** 16-bit sum of the signal's samples, or null where the header gives none. */
  checksum: number | null
  blockSize: number | null
  description: string
}

export interface WfdbSegment {
  /** Name of a record of one segment, or `~` for a gap. */
  name: string
  frameCount: number
}

/** What the comments tell about the person; null where they do not. */
export interface WfdbPerson {
  /** Years. */
  age: number | null
  sex: 'F' | 'M' | null
  /** Names of medicines; an empty list where the comments say that there were none. */
  medication: string[] | null
}

export interface WfdbHeader {
  name: string
  /** Frames per second; signals with several samples per frame have a multiple of it. */
  sampleRateHz: number
  counterFrequencyHz: number | null
  baseCounter: number | null
  frameCount: number
  /** `hh:mm:ss` with a fraction where there is one. */
  baseTime: string | null
  /** `yyyy-mm-dd` */
  baseDate: string | null
  /** Of a record in segments, what its segments say of each signal. */
  signals: WfdbSignal[]
  /** Null for a record of one segment. */
  segments: WfdbSegment[] | null
  /** Without the leading `#` and the blanks around. */
  comments: string[]
  person: WfdbPerson
}

/** A header by itself: the length may only follow from the signal files, the signals only from the segments. */
export interface HeaderText extends Omit<WfdbHeader, 'frameCount'> {
  frameCount: number | null
  signalCount: number
  /** Where in the file its signals or segments are described, in their order: numbers of lines, counted from 1. */
  lineNumbers: number[]
}

/** No header comes near; what is longer is something else, and is not read. */
const maximumHeaderBytes = 2 ** 20

/** Reads the header file of a record; throws AppError `not-found` or `bad-file`. */
export async function readHeaderFile(folder: string, name: string): Promise<HeaderText> {
  const file = `${name}.hea`
  return readHeader(decodeText(await readRecordFile(folder, file, maximumHeaderBytes)), file)
}

/**
 * Reads a WFDB header (https://physionet.org/physiotools/wag/header-5.htm).
 *
 * @param file name of the header file, for messages
 * @throws AppError `bad-file` that names the line
 */
export function readHeader(text: string, file: string): HeaderText {
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ text: line.trim(), file, number: index + 1 }))
  const comments = lines.filter((line) => line.text.startsWith('#')).map((line) => trimComment(line.text))
  const [first, ...rest] = lines.filter((line) => line.text !== '' && !line.text.startsWith('#'))
  if (!first || text.includes('\0')) throw badHeader({ file, number: 1 }, 'this is no WFDB header')
  const { segmentCount, ...record } = readRecordLine(first)
  const described = segmentCount ?? record.signalCount
  if (rest.length !== described) throw badHeader(first, countMismatch(segmentCount, described, rest.length))
  if (segmentCount === 0) throw badHeader(first, 'a record in segments has at least one')
  return {
    ...record,
    signals: segmentCount === null ? rest.map(readSignalLine) : [],
    segments: segmentCount === null ? null : rest.map(readSegmentLine),
    lineNumbers: rest.map((line) => line.number),
    comments,
    person: readPerson(comments),
  }
}

function countMismatch(segmentCount: RecordLine['segmentCount'], promised: number, described: number): string {
  return `it promises ${promised} ${segmentCount === null ? 'signals' : 'segments'}, but ${described} are described`
}

function readSegmentLine(line: HeaderLine): WfdbSegment {
  const [name = '', length = ''] = line.text.split(/\s+/)
  if (!isPlainName(name)) throw badHeader(line, `${quote(name)} is no record of the record's own folder`)
  const frameCount = readInteger(length, line, 'number of samples')
  if (frameCount < 0) throw badHeader(line, `${quote(length)} is no number of samples`)
  return { name, frameCount }
}

function trimComment(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && ' \t#'.includes(text[start]!)) start++
  while (end > start && ' \t#'.includes(text[end - 1]!)) end--
  return text.slice(start, end)
}
