import { basename } from 'node:path'
import type { Provenance } from '../../shared/dataSet.ts'
import { amplitudeOf } from '../../shared/extraction.ts'
import type { RecordsSpec } from '../../shared/importProtocol.ts'
import * as mitBih from '../mitBih.ts'
import type { BeatIndex } from './beatIndex.ts'
import type { CutCollection } from './cutCollection.ts'
import { describeRule } from './describeRule.ts'
import { earlierAnnotations } from './knownRecords.ts'
import type { BeatOrder } from './orderBeats.ts'
import { leftOutReasons } from './recordBeats.ts'

type Note = Provenance['notes'][number]

interface Parts {
  cut: CutCollection
  order: BeatOrder
  index: BeatIndex | null
}

/** Where the beats come from and how they were cut, for the reader and to do it again. */
export function describeImport(spec: RecordsSpec, { cut, order, index }: Parts): Provenance {
  const { rule } = spec
  const amplitude = amplitudeOf(rule)
  const attribution = rule.kind === 'published' ? mitBih.attribution : mitBih.databaseAttribution
  return {
    source: 'wfdb',
    files: index ? [...cut.files, { ...index.source, rows: index.rows.length }] : cut.files,
    rule: describeRule(rule),
    ...(amplitude === 'unit' ? {} : { amplitude }),
    extraction: {
      rule,
      mapping: { ...spec.mapping },
      folder: basename(spec.folder),
      annotator: spec.annotator,
      index: index?.source.name ?? null,
      records: cut.facts,
      leftOutRecords: cut.leftOutRecords,
      leftOutBeats: [...cut.leftOutCounts].map(([reason, count]) => ({ reason: leftOutReasons[reason], count })),
    },
    licence: cut.isMitBih ? mitBih.licence : 'unknown',
    attribution: cut.isMitBih ? attribution : `Cut from the recordings in ${basename(spec.folder)}.`,
    notes: [...noteOrigin(cut), ...noteAnnotations(spec, cut), ...noteChannels(spec, cut), ...noteLeftOut(cut, order)],
  }
}

function noteOrigin({ isMitBih, changedFiles }: CutCollection): Note[] {
  const origin: Note = isMitBih
    ? { tone: 'success', text: 'signals: those of the MIT-BIH Arrhythmia Database, by their published SHA-256' }
    : { tone: 'warning', text: 'signals: not those of a database known here, so their licence is unknown' }
  if (changedFiles.length === 0) return [origin]
  const text = `not as published by the MIT-BIH Arrhythmia Database: ${listed(changedFiles)}`
  return [origin, { tone: 'warning', text }]
}

function noteAnnotations({ rule }: RecordsSpec, { facts, isMitBih }: CutCollection): Note[] {
  const { record, file } = earlierAnnotations
  const annotations = facts.find((fact) => fact.record === record)?.annotations
  if (!isMitBih || annotations === undefined) return []
  if (annotations === file) {
    const text = `record ${record} was cut by ${file}, its earlier annotations, like the published heartbeat set`
    return [{ tone: 'info', text }]
  }
  if (rule.kind !== 'published') return []
  const text = `${file} is not there: one beat of record ${record} is not cut as in the published heartbeat set`
  return [{ tone: 'warning', text }]
}

/** Where another channel had to stand in for the one that was asked for. */
function noteChannels({ rule }: RecordsSpec, { facts }: CutCollection): Note[] {
  if (rule.kind === 'published' || rule.channel.by !== 'name') return []
  const { name } = rule.channel
  const others = facts.filter(({ channel }) => channel.toLowerCase() !== name.toLowerCase())
  if (others.length === 0) return []
  const list = listed(others.map(({ record, channel }) => `${record} (${channel})`))
  return [{ tone: 'warning', text: `no channel ${name}, so the first was cut: ${list}` }]
}

function noteLeftOut({ leftOutRecords, leftOutCounts }: CutCollection, { withoutBeat }: BeatOrder): Note[] {
  const notes = leftOutRecords.map(({ record, reason }): Note => ({
    tone: 'warning',
    text: `record ${record} left out: ${reason}`,
  }))
  for (const [reason, count] of leftOutCounts) {
    // The published set lacks these beats as well.
    const tone = reason === 'last' ? 'info' : 'warning'
    notes.push({ tone, text: `${count} ${count === 1 ? 'beat' : 'beats'} left out: ${leftOutReasons[reason]}` })
  }
  if (withoutBeat > 0)
    notes.push({ tone: 'warning', text: `${withoutBeat} rows of the index are of what was left out` })
  return notes
}

function listed(names: readonly string[]): string {
  const most = 10
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ')
}
