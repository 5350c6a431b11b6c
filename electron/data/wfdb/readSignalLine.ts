import { badHeader, quote, readInteger } from './headerLine.ts'
import type { HeaderLine } from './headerLine.ts'
import type { WfdbSignal } from './readHeader.ts'
import { isPlainName } from './recordFile.ts'

/** `file format x samples per frame : skew + byte offset`, then everything else. */
const storage = /^(\S+)\s+(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?(?:\s+(.*))?$/s
/** `gain(baseline)/units`, of which baseline and units may be left out. */
const calibration = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?:\(([-+]?\d+)\))?(?:\/(\S*))?$/
const defaultGain = 200
const defaultUnits = 'mV'

/**
 * Reads one signal line. Fields may be left out from the right; what follows the last number is the description.
 *
 * @throws AppError `bad-file` that names the line
 */
export function readSignalLine(line: HeaderLine): WfdbSignal {
  const { rest, ...stored } = readStorage(line)
  const { values, description, gainText } = readFields(rest, line)
  const [adcResolution = null, adcZero = null, initialValue = null, checksum = null, blockSize = null] = values
  return {
    ...stored,
    ...readCalibration(gainText, adcZero ?? 0, line),
    adcResolution,
    adcZero,
    initialValue,
    checksum,
    blockSize,
    description,
  }
}

function readStorage(line: HeaderLine) {
  const [, fileName, format, perFrame = '1', skew = '0', offset = '0', rest = ''] = storage.exec(line.text) ?? []
  if (fileName === undefined || format === undefined) throw badHeader(line, `${quote(line.text)} is no signal line`)
  if (!isPlainName(fileName)) throw badHeader(line, `${quote(fileName)} is no file of the record's own folder`)
  const samplesPerFrame = readInteger(perFrame, line, 'number of samples per frame')
  if (samplesPerFrame < 1) throw badHeader(line, `a signal has at least one sample per frame, not ${perFrame}`)
  return {
    fileName,
    format: readInteger(format, line, 'format'),
    samplesPerFrame,
    skew: readInteger(skew, line, 'skew'),
    byteOffset: readInteger(offset, line, 'byte offset'),
    rest,
  }
}

/** Parts gain, the five whole numbers after it (as many as there are), and the description. */
function readFields(text: string, line: HeaderLine): { gainText: string; values: number[]; description: string } {
  const [, gainText = '', behind = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? []
  const values: number[] = []
  let description = behind
  while (values.length < 5) {
    const [whole, value] = /^([-+]?\d+)(?:\s+|$)/.exec(description) ?? []
    if (whole === undefined || value === undefined) break
    values.push(readInteger(value, line, 'whole number'))
    description = description.slice(whole.length)
  }
  return { gainText, values, description }
}

/** A gain of 0 or none means that the signal is not calibrated; 200 per mV then stands for it, as the format says. */
function readCalibration(text: string, adcZero: number, line: HeaderLine) {
  if (text === '') return { gain: defaultGain, baseline: adcZero, units: defaultUnits }
  const [, gain, baseline, units] = calibration.exec(text) ?? []
  if (gain === undefined || !Number.isFinite(Number(gain))) throw badHeader(line, `${quote(text)} is no gain`)
  return {
    gain: Number(gain) || defaultGain,
    baseline: baseline === undefined ? adcZero : readInteger(baseline, line, 'baseline'),
    units: units || defaultUnits,
  }
}
