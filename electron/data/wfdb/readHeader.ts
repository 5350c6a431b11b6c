import { AppError } from '../../shared/appError.ts'

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

/** `gain(baseline)/units`, of which baseline and units may be left out. */
const gainField = /^([-+.\deE]+)(?:\(([-+]?\d+)\))?(?:\/(\S+))?$/
const defaultGain = 200

/**
 * Reads a WFDB header (https://physionet.org/physiotools/wag/header-5.htm) of a single-segment record.
 *
 * @throws AppError `bad-file` that names the line
 */
export function readHeader(text: string, name: string): WfdbHeader {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const comments = lines.filter((line) => line.startsWith('#')).map((line) => line.slice(1).trim())
  const content = lines.filter((line) => line !== '' && !line.startsWith('#'))
  const [record = '', signalCount, rate = '250', frameCount = '0'] = (content[0] ?? '').split(/\s+/)
  const count = Number(signalCount)
  const sampleRateHz = Number.parseFloat(rate)
  if (record === '' || !Number.isInteger(count) || !(sampleRateHz > 0) || record.includes('/')) {
    throw badHeader(name, `"${content[0] ?? ''}" is no record line of a single-segment record`)
  }
  const signals = content.slice(1, count + 1).map((line) => readSignalLine(line, name))
  if (signals.length !== count) throw badHeader(name, `it promises ${count} signals and describes ${signals.length}`)
  return {
    name: record,
    sampleRateHz,
    counterFrequencyHz: null,
    baseCounter: null,
    frameCount: Number(frameCount),
    baseTime: null,
    baseDate: null,
    signals,
    segments: null,
    comments,
    person: { age: null, sex: null, medication: null },
  }
}

function readSignalLine(line: string, name: string): WfdbSignal {
  const [fileName, format = '', gainText = '', , zeroText, , checksum, , ...description] = line.split(/\s+/)
  const [, gain = '0', baseline = zeroText ?? '0', units = 'mV'] = gainField.exec(gainText) ?? []
  if (fileName === undefined || !/^\d+/.test(format)) throw badHeader(name, `"${line}" is no signal line`)
  return {
    fileName,
    format: Number.parseInt(format, 10),
    samplesPerFrame: 1,
    skew: 0,
    byteOffset: 0,
    gain: Number(gain) || defaultGain,
    baseline: Number(baseline),
    units,
    adcResolution: null,
    adcZero: zeroText === undefined ? null : Number(zeroText),
    initialValue: null,
    checksum: checksum === undefined ? null : Number(checksum),
    blockSize: null,
    description: description.join(' '),
  }
}

function badHeader(name: string, what: string): AppError {
  return new AppError('bad-file', `${name} is no WFDB header: ${what}.`, 'Take a fresh copy of the record.')
}
