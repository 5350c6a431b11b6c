import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '../../../electron/shared/random.ts'
import type { Random } from '../../../electron/shared/random.ts'
import { AppError } from '../../../electron/shared/appError.ts'
import { listRecords, readRecord } from '../../../electron/data/wfdb/readRecord.ts'
import type { ReadOptions } from '../../../electron/data/wfdb/readRecord.ts'
import { annotationFile, channel, note, number, skip, word } from './encodeAnnotations.ts'
import { encodeSamples, sampleRanges } from './encodeSamples.ts'
import { mutateFiles } from './mutateFiles.ts'
import type { Files } from './mutateFiles.ts'

/** What came of a damaged record. Anything but a record or an {@link AppError} is a defect of the reader. */
export interface Outcome {
  seed: number
  record: string
  changes: string[]
  error: AppError | null
  durationMs: number
  /** Samples in memory at the end. */
  samples: number
}

/** A record and the files it is made of, whole. */
export interface WholeRecord {
  name: string
  files: Files
}

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'wfdb', 'records')

/** Records in every format, in segments of either kind, skewed, with several samples per frame, and with annotations. */
export function wholeRecords(): WholeRecord[] {
  const own = readdirSync(fixtures)
  const stored = ['variable', 'skewed', 'difference', 'smooth', 'annotated'].map((name): WholeRecord => {
    const names = own.filter((file) => file.startsWith(name))
    return { name, files: new Map(names.map((file) => [file, new Uint8Array(readFileSync(join(fixtures, file)))])) }
  })
  return [...stored, ...Object.keys(sampleRanges).map((format) => makeRecord(Number(format))), makeSegments()]
}

const annotations = annotationFile(
  ...[word(22, 0), note('## time resolution: 360'), word(28, 3), note('(N'), word(1, 20), channel(1), number(2)],
  ...[skip(30), word(5, 0), word(1, 10)],
)

const text = (content: string) => new TextEncoder().encode(content)

function makeRecord(format: number): WholeRecord {
  const [min, max] = sampleRanges[format]!
  const samples = Array.from({ length: 3 * 90 }, (_, index) => min + ((index * 7919) % (max - min)))
  const header = `x 2 360 90\nx.dat ${format}x2 200(10)/mV 12 0\nx.dat ${format} 100/uV 12 0\n# 69 M 1 2 x1\n# Digoxin`
  const files = { 'x.hea': text(header), 'x.dat': encodeSamples(format, samples), 'x.atr': annotations }
  return { name: 'x', files: new Map(Object.entries(files)) }
}

function makeSegments(): WholeRecord {
  const files = {
    'x.hea': text('x/4 1 360 100 10:00:00 1/1/2001\na 40\n~ 20\nb 30\na 10'),
    'a.hea': text('a 1 360 40\na.dat 16 200'),
    'b.hea': text('b 1 360 30\nb.dat 212 200'),
    'a.dat': encodeSamples(
      16,
      Array.from({ length: 40 }, (_, index) => index * 100),
    ),
    'b.dat': encodeSamples(
      212,
      Array.from({ length: 30 }, (_, index) => index * 10),
    ),
    'x.atr': annotations,
  }
  return { name: 'x', files: new Map(Object.entries(files)) }
}

/**
 * Damages one of the records, as the seed says, and reads it from a folder in every way there is.
 *
 * @throws whatever the reader throws that is no {@link AppError}, and Error where a record disagrees with itself
 */
export async function readDamaged(records: WholeRecord[], seed: number, folder: string): Promise<Outcome> {
  const random = createRandom(seed, 'damage')
  const { name, files } = records[random.nextBelow(records.length)]!
  const { files: damaged, changes } = mutateFiles(files, random)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [file, bytes] of damaged) writeFileSync(join(folder, file), bytes)

  const started = performance.now()
  const outcome = { seed, record: name, changes, error: null, samples: 0 }
  await listRecords(folder)
  try {
    const samples = await readWhole(folder, name, drawOptions(damaged, random))
    return { ...outcome, samples, durationMs: performance.now() - started }
  } catch (error) {
    if (!(error instanceof AppError) || !['bad-file', 'not-found'].includes(error.code)) throw error
    return { ...outcome, error, durationMs: performance.now() - started }
  }
}

function drawOptions(files: Files, random: Random): ReadOptions {
  return {
    annotator: [...files.keys()].some((file) => file.endsWith('.atr')) ? 'atr' : null,
    annotationsPastEnd: random.nextBelow(2) === 0 ? 'refuse' : 'allow',
    checksums: random.nextBelow(4) === 0 ? 'verify' : 'ignore',
    frames: random.nextBelow(2) === 0 ? 'expand' : 'smooth',
  }
}

async function readWhole(folder: string, name: string, options: ReadOptions): Promise<number> {
  const { header, signals } = await readRecord(folder, name, options)
  let samples = 0
  for (const [channel, signal] of signals.entries()) {
    const perFrame = options.frames === 'smooth' ? 1 : header.signals[channel]!.samplesPerFrame
    const { digital, sampleRateHz } = signal
    const isWhole = digital.length === header.frameCount * perFrame && sampleRateHz === header.sampleRateHz * perFrame
    if (!isWhole || signal.physical().length !== digital.length) throw new Error(`signal ${channel} has another length`)
    samples += digital.length
  }
  return samples
}
