import { labelsOfSymbols } from '../../shared/beatSymbol.ts'
import { amplitudeOf, windowSamples, type ExtractionRule } from '../../shared/extraction.ts'
import type { ImportedData, RecordsSpec } from '../../shared/importProtocol.ts'
import type { BadRecord } from '../../shared/wfdbFolder.ts'
import { countRecords } from '../beats.ts'
import { streamBeatsFile, type BeatColumns } from '../beatsFile.ts'
import { BeatSpool, spoolPath } from '../beatSpool.ts'
import { countClasses } from '../classCounts.ts'
import type { OnProgress } from '../kaggleCsv.ts'
import { beatLength, beatRateHz } from '../mitBih.ts'
import { readBeatIndex, type BeatIndex } from './beatIndex.ts'
import { badRecord, badRecordsError, noBeatsError } from './badRecords.ts'
import { chooseFiles, type ChosenFiles } from './chooseFiles.ts'
import { CutCollection } from './cutCollection.ts'
import { describeImport } from './describeImport.ts'
import { KnownRecords } from './knownRecords.ts'
import { orderByIndex, orderByTime, type BeatOrder } from './orderBeats.ts'
import { readAndCut } from './readAndCut.ts'

type Spec = RecordsSpec & { outputPath: string }

/** Reading takes nearly all of the time; the rest is writing. */
const readingShare = 0.9

/**
 * Cuts beats from the records of a folder into one data set, one record at a time. Nothing is at the output path before
 * all records have been read and found good, or, with `skipBad`, the bad ones been left out.
 *
 * @throws AppError `bad-file` that names each bad record and what is wrong with it, or the line of the index, and where no
 * beat is left; `not-found`, `disk-full`, `read-only`
 */
export async function importRecords(spec: Spec, onProgress: OnProgress): Promise<ImportedData> {
  const chosen = await chooseFiles(spec)
  const index = chosen.indexPath === null ? null : await readBeatIndex(chosen.indexPath)
  const spool = new BeatSpool(spoolPath(spec.outputPath), rowLength(spec.rule))
  try {
    const cut = await cutRecords(spec, { chosen, spool }, onProgress)
    const leftOutRecords = new Set([...chosen.notAsked, ...cut.leftOutRecords.map(({ record }) => record)])
    const order = index ? orderByIndex(cut.beats(), index, leftOutRecords) : orderByTime(cut.beats())
    cut.countLeftOut('index', order.notNamed)
    if (order.order.length === 0) throw noBeatsError(cut)
    onProgress(readingShare, 'Writing the data set')
    return await writeDataSet(spec, { cut, order, index, spool })
  } finally {
    spool.close()
  }
}

async function cutRecords(
  spec: Spec,
  { chosen, spool }: { chosen: ChosenFiles; spool: BeatSpool },
  onProgress: OnProgress,
): Promise<CutCollection> {
  const { folder, rule, skipBad } = spec
  const options = { folder, rule, labels: labelsOfSymbols(spec.mapping), known: new KnownRecords(), sink: spool }
  const cut = new CutCollection(spec.persons)
  const bad: BadRecord[] = []
  for (const [index, record] of chosen.records.entries()) {
    onProgress((index / chosen.records.length) * readingShare, `Reading ${record.name}`)
    try {
      const read = await readAndCut(record, options)
      if (read) cut.add(read)
      else cut.leaveOutRecord(record.name, 'It has no signal of the name that was asked for.')
    } catch (error) {
      const { message } = bad[bad.push(badRecord(record.name, error)) - 1]!
      cut.leaveOutRecord(record.name, message)
    }
  }
  if (bad.length > 0 && !skipBad) throw badRecordsError(bad, chosen.records.length)
  return cut
}

interface Parts {
  cut: CutCollection
  order: BeatOrder
  index: BeatIndex | null
  spool: BeatSpool
}

async function writeDataSet(spec: Spec, { cut, order, index, spool }: Parts): Promise<ImportedData> {
  const { rule, outputPath } = spec
  const beats = cut.beats()
  const provenance = describeImport(spec, { cut, order, index })
  const amplitude = amplitudeOf(rule)
  const columns: BeatColumns = {
    count: order.order.length,
    length: rowLength(rule),
    labels: Uint8Array.from(order.order, (beat) => beats.label[beat]!),
    sourcePart: order.sourcePart,
    sourceRow: order.sourceRow,
    record: Uint16Array.from(order.order, (beat) => beats.record[beat]!),
    recordSample: Uint32Array.from(order.order, (beat) => beats.sample[beat]!),
    metadata: {
      sampleRateHz: rule.kind === 'published' ? beatRateHz : rule.rateHz,
      ...(amplitude === 'unit' ? {} : { amplitude }),
      records: cut.records,
      persons: cut.persons,
      licence: provenance.licence,
      attribution: provenance.attribution,
    },
  }
  const written = await streamBeatsFile(outputPath, columns, spool.read(order.order))
  return {
    beats: columns.count,
    beatLength: columns.length,
    sampleRateHz: columns.metadata.sampleRateHz,
    classCounts: countClasses(columns.labels),
    ...written,
    provenance,
    records: countRecords(columns),
  }
}

function rowLength(rule: ExtractionRule): number {
  return rule.kind === 'published' ? beatLength : windowSamples(rule).length
}
