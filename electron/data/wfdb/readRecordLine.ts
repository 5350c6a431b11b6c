import { badHeader, quote, readInteger } from './headerLine.ts'
import type { HeaderLine } from './headerLine.ts'

/** What a header's record line tells. */
export interface RecordLine {
  name: string
  /** Null for a record of one segment. */
  segmentCount: number | null
  signalCount: number
  sampleRateHz: number
  counterFrequencyHz: number | null
  baseCounter: number | null
  /** Null where the line gives none, or 0, which says the same. */
  frameCount: number | null
  baseTime: string | null
  baseDate: string | null
}

const defaultRateHz = 250
const number = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?`
/** `rate/counter frequency(base counter)` */
const ratesField = new RegExp(String.raw`^(${number})(?:/(${number})(?:\((${number})\))?)?$`)
/** `hh:mm:ss.fraction`, of which hours and minutes may be left out. */
const timeField = /^(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,2})(\.\d{1,6})?$/
const dateField = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** Reads `name/segments signals rate/counter(base) length time date`; throws AppError `bad-file`. */
export function readRecordLine(line: HeaderLine): RecordLine {
  const [record, signals, rates, length, ...start] = line.text.split(/\s+/)
  const [, name, segments] = /^([^/]+)(?:\/(\d+))?$/.exec(record!) ?? []
  if (name === undefined || signals === undefined) {
    throw badHeader(line, `${quote(line.text)} is no record line of a WFDB header`)
  }
  const [time, date] = start[0]?.includes('/') ? [undefined, start[0]] : start
  return {
    name,
    segmentCount: segments === undefined ? null : readInteger(segments, line, 'number of segments'),
    signalCount: readCount(signals, line, 'number of signals'),
    ...readRates(rates, line),
    frameCount: length === undefined ? null : readCount(length, line, 'number of samples') || null,
    baseTime: time === undefined ? null : readTime(time, line),
    baseDate: date === undefined ? null : readDate(date, line),
  }
}

function readCount(text: string, line: HeaderLine, what: string): number {
  const value = readInteger(text, line, what)
  if (value < 0) throw badHeader(line, `${quote(text)} is no ${what}`)
  return value
}

function readRates(text: string | undefined, line: HeaderLine) {
  if (text === undefined) return { sampleRateHz: defaultRateHz, counterFrequencyHz: null, baseCounter: null }
  const [, rate, counter, base] = ratesField.exec(text) ?? []
  const sampleRateHz = Number(rate)
  if (!(sampleRateHz > 0 && sampleRateHz < Infinity)) throw badHeader(line, `${quote(text)} is no sampling frequency`)
  return {
    sampleRateHz,
    counterFrequencyHz: counter === undefined ? null : Number(counter),
    baseCounter: base === undefined ? null : Number(base),
  }
}

function readTime(text: string, line: HeaderLine): string {
  const [, hours = '0', minutes = '0', seconds, fraction = ''] = timeField.exec(text) ?? []
  if (seconds === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    throw badHeader(line, `${quote(text)} is no time of day`)
  }
  return [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':') + fraction
}

function readDate(text: string, line: HeaderLine): string {
  const [, day = '', month = '', year = ''] = dateField.exec(text) ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  // A 31st of February is taken over into March.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) {
    throw badHeader(line, `${quote(text)} is no date (day/month/year)`)
  }
  return iso
}
