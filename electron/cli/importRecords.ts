import path from 'node:path'
import { InvalidArgumentError } from 'commander'
import { beatClasses } from '../shared/beatClass.ts'
import type { SymbolMapping } from '../shared/beatSymbol.ts'
import type { Input } from '../shared/contract/commands.ts'
import type { ChannelChoice, WindowRule } from '../shared/extraction.ts'
import { UsageError } from './usageError.ts'

type ImportInput = Input<'dataset.importRecords'>

/** The options of `data import --wfdb`. */
export interface RecordOptions {
  wfdb: string
  name: string
  rule: 'published' | 'window'
  annotator?: string
  index?: string
  before?: number
  after?: number
  channel?: ChannelChoice
  rate?: number
  band?: { lowHz: number; highHz: number }
  normalise?: WindowRule['normalise']
  map?: SymbolMapping
  records?: string[]
  persons?: Record<string, string>
  skipBad?: boolean
}

const ofWindow = ['before', 'after', 'channel', 'rate', 'band', 'normalise'] as const

/** What the options ask for. @throws UsageError for options that do not go together. */
export function recordsInput(options: RecordOptions): ImportInput {
  const { wfdb, name, annotator, index, map, records, persons, skipBad } = options
  return {
    name,
    folder: { path: path.resolve(wfdb) },
    rule: options.rule === 'window' ? windowOf(options) : publishedOf(options),
    ...(annotator === undefined ? {} : { annotator }),
    ...(index === undefined ? {} : { index: { path: path.resolve(index) } }),
    ...(map === undefined ? {} : { mapping: { ...map } }),
    ...(records === undefined ? {} : { records }),
    ...(persons === undefined ? {} : { persons }),
    ...(skipBad === undefined ? {} : { skipBad }),
  }
}

function publishedOf(options: RecordOptions): { kind: 'published' } {
  const foreign = ofWindow.filter((option) => options[option] !== undefined)
  if (foreign.length === 0) return { kind: 'published' }
  const verb = foreign.length === 1 ? 'belongs' : 'belong'
  throw new UsageError(`--${foreign.join(', --')} ${verb} to --rule window.`, 'The published rule has no options.')
}

function windowOf({ before, after, rate, channel, band, normalise }: RecordOptions): ImportInput['rule'] {
  if (before === undefined || after === undefined || rate === undefined) {
    throw new UsageError(
      '--rule window needs --before, --after and --rate.',
      'For instance --before 250 --after 400 --rate 125: 81 samples a beat.',
    )
  }
  return {
    kind: 'window',
    beforeMs: before,
    afterMs: after,
    rateHz: rate,
    ...(channel === undefined ? {} : { channel }),
    ...(band === undefined ? {} : { filter: band }),
    ...(normalise === undefined ? {} : { normalise }),
  }
}

/** Reads `250` or `0.5`. */
export function positiveNumber(text: string): number {
  const value = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && Number.isFinite(value)) return value
  throw new InvalidArgumentError('A number from 0 is needed.')
}

/** Reads `0.5-40`. */
export function readBand(text: string): { lowHz: number; highHz: number } {
  const [, low, high] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (low === undefined || high === undefined)
    throw new InvalidArgumentError('Two frequencies are needed, as in 0.5-40.')
  return { lowHz: Number(low), highHz: Number(high) }
}

/** Reads `first`, a number from 0, or a name: `MLII`, `MLII,leave-out`. */
export function readChannel(text: string): ChannelChoice {
  if (text === 'first') return { by: 'first' }
  if (/^\d{1,2}$/.test(text)) return { by: 'index', index: Number(text) }
  const [name = '', otherwise = 'first', ...more] = text.split(',').map((part) => part.trim())
  if (name !== '' && more.length === 0 && (otherwise === 'first' || otherwise === 'leave-out')) {
    return { by: 'name', name, otherwise }
  }
  throw new InvalidArgumentError('It is first, a number from 0, or a name such as MLII or MLII,leave-out.')
}

/** Reads `f=4,Q=-`: a class by number or letter, or `-` for beats that are left out. */
export function readMapping(text: string): SymbolMapping {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [, symbol, value] = /^([!-~])=([0-4NSVFQ-])$/.exec(part.trim()) ?? []
      if (symbol === undefined || value === undefined) {
        throw new InvalidArgumentError(`"${part}" is not symbol=class, as in f=4 or Q=-.`)
      }
      const letter = beatClasses.findIndex((name) => name === value)
      return [symbol, value === '-' ? null : letter >= 0 ? letter : Number(value)]
    }),
  )
}

/** Reads `100,101`. */
export function readNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.some((name) => name === '')) throw new InvalidArgumentError('Names are needed, as in 100,101.')
  return [...new Set(names)]
}

/** Reads `202=201,118e06=118`: the person of each record. */
export function readPersons(text: string): Record<string, string> {
  return Object.fromEntries(
    readNames(text).map((part) => {
      const [record = '', person = '', ...more] = part.split('=')
      if (record !== '' && person !== '' && more.length === 0) return [record, person]
      throw new InvalidArgumentError(`"${part}" is not record=person, as in 202=201.`)
    }),
  )
}
