import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../shared/appError.ts'
import { unknownRecord, unknownSample } from '../shared/beatsFile.ts'
import type { Provenance } from '../shared/dataSet.ts'
import type { ImportedData } from '../shared/importProtocol.ts'
import { BeatRows } from './beatRows.ts'
import { streamBeatsFile } from './beatsFile.ts'
import { countClasses } from './classCounts.ts'
import { withFileErrors } from './fileErrors.ts'
import { publishedSplitPersons, recogniseFiles } from './knownFiles.ts'
import { readLines } from './lineReader.ts'
import * as mitBih from './mitBih.ts'

export type OnProgress = (fraction: number, message: string) => void

type SourceFile = Provenance['files'][number]

/** Reading takes nearly all of the time; the rest is writing. */
const readingShare = 0.97

/**
 * Imports the heartbeat categorization set (Kachuee 2018) from its two CSV files, plain or gzip: 187 samples in 0..1 and
 * a label 0..4 a line, no header. Nothing is written before both files have been read and found good.
 *
 * @throws AppError `bad-file` that names file, line and column; `not-found`, `read-only`, `disk-full`
 */
export async function importKaggleCsv(
  paths: { train: string; test: string; output: string },
  onProgress: OnProgress,
): Promise<ImportedData> {
  const total = (await sizeOf(paths.train)) + (await sizeOf(paths.test))
  let read = 0
  const onRead = (name: string) => (bytes: number) => {
    read += bytes
    onProgress((read / Math.max(total, 1)) * readingShare, `Reading ${name}`)
  }
  const train = await readCsv(paths.train, onRead(basename(paths.train)))
  const test = await readCsv(paths.test, onRead(basename(paths.test)))
  if (textHash(train.source) === textHash(test.source)) {
    throw new AppError('bad-file', 'The training file and the test file are the same.', 'Choose two different files.')
  }
  const { isPublished, notes } = recogniseFiles({ train: textHash(train.source), test: textHash(test.source) })
  const licence = isPublished ? mitBih.licence : 'unknown'
  const attribution = isPublished ? mitBih.attribution : `Imported from ${train.source.name} and ${test.source.name}.`

  onProgress(readingShare, 'Writing the data set')
  const labels = Uint8Array.from([...train.rows.labels, ...test.rows.labels])
  const inTrain = train.rows.labels.length
  const written = await streamBeatsFile(
    paths.output,
    {
      count: labels.length,
      length: mitBih.beatLength,
      labels,
      sourcePart: new Uint8Array(labels.length).fill(1, inTrain),
      sourceRow: Uint32Array.from(labels, (_, row) => (row < inTrain ? row : row - inTrain)),
      record: new Uint16Array(labels.length).fill(unknownRecord),
      recordSample: new Uint32Array(labels.length).fill(unknownSample),
      metadata: {
        sampleRateHz: mitBih.beatRateHz,
        records: [],
        persons: [],
        licence,
        attribution,
        ...(isPublished ? { publishedSplitPersons } : {}),
      },
    },
    [...train.rows.beats, ...test.rows.beats],
  )
  return {
    beats: labels.length,
    beatLength: mitBih.beatLength,
    sampleRateHz: mitBih.beatRateHz,
    classCounts: countClasses(labels),
    ...written,
    provenance: {
      source: 'kaggle-csv',
      files: [train.source, test.source],
      rule: isPublished ? mitBih.beatRule : 'As found in the files; taken to be cut at 120 Hz like the published set.',
      licence,
      attribution,
      notes,
    },
    records: [],
  }
}

async function readCsv(path: string, onRead: (bytes: number) => void): Promise<{ rows: BeatRows; source: SourceFile }> {
  const rows = new BeatRows(basename(path))
  const source = await readLines(path, { onLines: (text, firstLine) => rows.addLines(text, firstLine), onRead })
  if (rows.labels.length === 0) {
    throw new AppError('bad-file', `${source.name} has no rows.`, 'Choose a CSV file with one beat a line.')
  }
  return { rows, source: { ...source, rows: rows.labels.length } }
}

function textHash(source: SourceFile): string {
  return source.unpackedSha256 ?? source.sha256
}

async function sizeOf(path: string): Promise<number> {
  const { size } = await withFileErrors(path, () => stat(path))
  return size
}
