import { join, posix } from 'node:path'
import { isPaced } from '../../shared/beatSymbol.ts'
import type { Provenance } from '../../shared/dataSet.ts'
import type { ExtractedRecord, ExtractionRule } from '../../shared/extraction.ts'
import { hashFile } from '../hashFile.ts'
import { readRecord } from '../wfdb/readRecord.ts'
import { chooseSignal } from './chooseSignal.ts'
import { cutPublished } from './cutPublished.ts'
import { cutWindows } from './cutWindows.ts'
import { countSymbols } from './countSymbols.ts'
import { factsOfPerson } from './personFacts.ts'
import type { KnownRecords } from './knownRecords.ts'
import { planRecord } from './planRecord.ts'
import type { RecordBeats, RowSink } from './recordBeats.ts'

export interface CuttingOptions {
  folder: string
  rule: ExtractionRule
  labels: ReadonlyMap<string, number>
  known: KnownRecords
  sink: RowSink
}

/** A record that was read, and what was cut from it. */
export interface CutRecord {
  facts: ExtractedRecord
  beats: RecordBeats
  /** Headers, signals, annotations. */
  files: Provenance['files']
  /** Its header or its annotations are those of the MIT-BIH Arrhythmia Database. */
  isMitBih: boolean
  /** Its signals are. */
  hasMitBihSignals: boolean
  /** Files that have the name of one of the database's but other bytes. */
  changedFiles: string[]
}

/**
 * Reads one record and sends its beats to the sink.
 *
 * @param annotations the annotation file
 * @returns null where the record has no signal of the name that is asked for and is to be left out then
 * @throws AppError `not-found` or `bad-file`; nothing has gone to the sink then
 */
export async function readAndCut(
  { name, annotations }: { name: string; annotations: string },
  { folder, rule, labels, known, sink }: CuttingOptions,
): Promise<CutRecord | null> {
  const record = await readRecord(folder, name, { annotator: annotations })
  const signal = chooseSignal(record, rule)
  if (!signal) return null
  const plan = await planRecord(folder, name)
  const names = [...plan.headerFiles, ...plan.signalFiles, annotations]
  const hashes: { name: string; bytes: number; sha256: string }[] = []
  for (const file of names) hashes.push({ name: file, ...(await hashFile(join(plan.folder, file))) })
  const toCut = { record, signal, labels }
  const beats = rule.kind === 'published' ? cutPublished(toCut, sink) : cutWindows(toCut, rule, sink)
  return {
    facts: {
      record: name,
      annotations,
      channel: signal.description,
      sampleRateHz: signal.sampleRateHz,
      ...factsOfPerson(record.header.person),
      isPaced: isPaced(countSymbols(record.annotations).beatSymbols),
    },
    beats,
    files: hashes.map((file) => ({
      ...file,
      name: posix.join(posix.dirname(name), file.name),
      unpackedSha256: null,
      rows: file.name === annotations ? beats.beats.length : 0,
    })),
    isMitBih: hashes.some((file) => !plan.signalFiles.includes(file.name) && known.isOwn(file) === true),
    hasMitBihSignals: hashes.every((file) => !plan.signalFiles.includes(file.name) || known.isOwn(file) === true),
    changedFiles: hashes.filter((file) => known.isOwn(file) === false).map((file) => file.name),
  }
}
