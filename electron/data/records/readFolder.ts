import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { classCount } from '../../shared/beatClass.ts'
import { ec57Labels, isBeatSymbol, isPaced } from '../../shared/beatSymbol.ts'
import type { BadRecord, RecordFacts, WfdbFolder } from '../../shared/wfdbFolder.ts'
import { withFileErrors } from '../fileErrors.ts'
import { hashFile } from '../hashFile.ts'
import { readAnnotations, type WfdbAnnotation } from '../wfdb/readAnnotations.ts'
import { readRecordFile } from '../wfdb/recordFile.ts'
import { badRecord } from './badRecords.ts'
import { indexNames, listRecordsOf } from './chooseFiles.ts'
import { countSymbols } from './countSymbols.ts'
import { earlierAnnotations, KnownRecords, personOf } from './knownRecords.ts'
import { factsOfPerson } from './personFacts.ts'
import { placeOfRecord, planRecord } from './planRecord.ts'

/** As in `readRecord`. */
const maximumAnnotationBytes = 2 ** 24

/**
 * What the records of a folder are, by headers, annotations and the sizes of signal files. A record that cannot be read
 * is told of and does not keep the others from being read.
 *
 * @throws AppError `not-found` or `bad-file` where there is no folder of records
 */
export async function readFolder(folder: string, annotator: string): Promise<WfdbFolder> {
  const names = await listRecordsOf(folder)
  const known = new KnownRecords()
  const records: RecordFacts[] = []
  const bad: BadRecord[] = []
  let isMitBih = true
  for (const name of names) {
    try {
      const isOwn = await isOfMitBih(known, folder, [`${name}.hea`, `${name}.${annotator}`])
      isMitBih &&= isOwn
      records.push(await readFacts(folder, { name, annotator, isOwn }))
    } catch (error) {
      bad.push(badRecord(name, error))
    }
  }
  const files = await withFileErrors(folder, () => readdir(folder))
  return {
    name: basename(folder),
    records,
    bad,
    isMitBih: isMitBih && records.length > 0,
    hasEarlierAnnotations: files.includes(earlierAnnotations.file),
    index: indexNames.find((name) => files.includes(name)) ?? null,
  }
}

/** A record is the database's own by its header or its annotations; its signals are not read for it. */
async function isOfMitBih(known: KnownRecords, folder: string, names: string[]): Promise<boolean> {
  for (const name of names) {
    if (known.isOwn({ name, sha256: '' }) === null) continue
    const { sha256 } = await hashFile(join(folder, name))
    if (known.isOwn({ name, sha256 })) return true
  }
  return false
}

async function readFacts(
  folder: string,
  { name, annotator, isOwn }: { name: string; annotator: string; isOwn: boolean },
): Promise<RecordFacts> {
  const { header, signals, frameCount } = await planRecord(folder, name)
  const annotations = await readAnnotationFile(folder, `${name}.${annotator}`, { ...header, frameCount })
  const { beatSymbols, otherSymbols } = countSymbols(annotations)
  return {
    record: name,
    person: personOf(name, isOwn),
    sampleRateHz: header.sampleRateHz,
    durationS: frameCount / header.sampleRateHz,
    signals: signals.map(({ description, units }) => ({ description, units })),
    beatSymbols,
    otherSymbols,
    classCounts: countClassesOf(beatSymbols),
    ...factsOfPerson(header.person),
    isPaced: isPaced(beatSymbols),
  }
}

async function readAnnotationFile(
  root: string,
  path: string,
  { sampleRateHz, frameCount }: { sampleRateHz: number; frameCount: number },
): Promise<WfdbAnnotation[]> {
  const { folder, name } = placeOfRecord(root, path)
  const bytes = await readRecordFile(folder, name, maximumAnnotationBytes)
  const record = { sampleRateHz, frameCount: frameCount || null, pastEnd: 'refuse' as const }
  return readAnnotations(bytes, name, record)
}

function countClassesOf(beatSymbols: Readonly<Record<string, number>>): number[] {
  const counts = new Array<number>(classCount).fill(0)
  for (const [symbol, count] of Object.entries(beatSymbols)) {
    if (isBeatSymbol(symbol)) counts[ec57Labels[symbol]]! += count
  }
  return counts
}
