import { AppError } from '../../shared/appError.ts'

export interface WfdbSignal {
  fileName: string
  format: number
  /** ADC units per physical unit. */
  gain: number
  /** ADC value of physical zero. */
  baseline: number
  units: string
  /** 16-bit sum of the channel's samples, or null where the header gives none. */
  checksum: number | null
  description: string
}

export interface WfdbHeader {
  name: string
  sampleRateHz: number
  sampleCount: number
  signals: WfdbSignal[]
  comments: string[]
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
  const [record = '', signalCount, rate = '250', sampleCount = '0'] = (content[0] ?? '').split(/\s+/)
  const count = Number(signalCount)
  const sampleRateHz = Number.parseFloat(rate)
  if (record === '' || !Number.isInteger(count) || !(sampleRateHz > 0) || record.includes('/')) {
    throw badHeader(name, `"${content[0] ?? ''}" is no record line of a single-segment record`)
  }
  const signals = content.slice(1, count + 1).map((line) => readSignalLine(line, name))
  if (signals.length !== count) throw badHeader(name, `it promises ${count} signals and describes ${signals.length}`)
  return { name: record, sampleRateHz, sampleCount: Number(sampleCount), signals, comments }
}

function readSignalLine(line: string, name: string): WfdbSignal {
  const [fileName, format = '', gainText = '', , zeroText = '0', , checksum, , ...description] = line.split(/\s+/)
  const [, gain = '0', baseline = zeroText, units = 'mV'] = gainField.exec(gainText) ?? []
  if (fileName === undefined || !/^\d+/.test(format)) throw badHeader(name, `"${line}" is no signal line`)
  return {
    fileName,
    format: Number.parseInt(format, 10),
    gain: Number(gain) || defaultGain,
    baseline: Number(baseline),
    units,
    checksum: checksum === undefined ? null : Number(checksum),
    description: description.join(' '),
  }
}

function badHeader(name: string, what: string): AppError {
  return new AppError('bad-file', `${name} is no WFDB header: ${what}.`, 'Take a fresh copy of the record.')
}
