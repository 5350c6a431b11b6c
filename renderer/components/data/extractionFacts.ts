import { beatClasses } from '../../../electron/shared/beatClass.ts'
import { beatSymbolNames, isBeatSymbol } from '../../../electron/shared/beatSymbol.ts'
import {
  bandPassOrder,
  windowSamples,
  type ChannelChoice,
  type Extraction,
  type ExtractionRule,
} from '../../../electron/shared/extraction.ts'
import { formatCount } from '../../composables/format.ts'

/** One line of "About this one". */
export interface Fact {
  name: string
  value: string
}

/** The parameters by which beats were cut. */
export function extractionFacts(extraction: Extraction): Fact[] {
  const { rule, folder, annotator, index, records } = extraction
  return [
    { name: 'Folder', value: folder },
    { name: 'Annotations', value: `.${annotator}` },
    { name: 'Records', value: formatCount(records.length) },
    ...ruleFacts(rule),
    { name: 'Order', value: index ?? 'by record and time' },
    { name: 'Classes', value: mappingText(extraction) },
  ]
}

function ruleFacts(rule: ExtractionRule): Fact[] {
  if (rule.kind === 'published') return [{ name: 'Rule', value: 'published' }]
  const { before, after } = windowSamples(rule)
  const scalings = { beat: '0 to 1 a beat', record: 'mean 0, sd 1 a record', none: 'none: millivolts' }
  const band = rule.filter ? `${rule.filter.lowHz} to ${rule.filter.highHz} Hz, order ${bandPassOrder}` : 'none'
  return [
    { name: 'Window', value: `${rule.beforeMs} + ${rule.afterMs} ms around R` },
    { name: 'Samples', value: `${before} before R, then ${after}` },
    { name: 'Channel', value: channelText(rule.channel) },
    { name: 'Band-pass', value: band },
    { name: 'Scaling', value: scalings[rule.normalise] },
  ]
}

function channelText(channel: ChannelChoice): string {
  if (channel.by === 'first') return 'the first'
  if (channel.by === 'index') return `number ${channel.index + 1}`
  return `${channel.name}, ${channel.otherwise === 'first' ? 'else the first' : 'only'}`
}

function mappingText({ mapping }: Extraction): string {
  const count = Object.keys(mapping).length
  return count === 0 ? 'AAMI EC57' : `AAMI EC57, ${count} changed`
}

/** Symbols whose class is not that of EC57: "f Fusion of paced and normal beat: left out". */
export function mappingLines({ mapping }: Extraction): string[] {
  return Object.entries(mapping).map(([symbol, label]) => {
    const name = isBeatSymbol(symbol) ? ` ${beatSymbolNames[symbol]}` : ''
    return `${symbol}${name}: ${label === null ? 'left out' : `class ${beatClasses[label] ?? label}`}`
  })
}

/** What did not become a beat, and why. */
export function leftOutLines({ leftOutRecords, leftOutBeats }: Extraction): string[] {
  return [
    ...leftOutBeats.map(({ reason, count }) => `${formatCount(count)} ${count === 1 ? 'beat' : 'beats'}: ${reason}`),
    ...leftOutRecords.map(({ record, reason }) => `Record ${record}: ${reason}`),
  ]
}
