import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAnnotations } from '../../../electron/data/wfdb/readAnnotations.ts'
import type { WfdbAnnotation } from '../../../electron/data/wfdb/readAnnotations.ts'
import { readRecord } from '../../../electron/data/wfdb/readRecord.ts'
import type { WfdbSignalData } from '../../../electron/data/wfdb/readRecord.ts'
import { sharedData } from '../../support/sharedData.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

/** All samples by their SHA-256, and a few by value. */
interface StoredSamples {
  length: number
  sha256: string
  at: number[]
  values: (number | null)[]
}

interface StoredSignal {
  description: string
  sampleRateHz: number
  units: string | null
  gain: number | null
  baseline: number | null
  /** Null where wfdb-python cannot join segments in digital form. */
  digital: StoredSamples | null
  physical: StoredSamples
  smooth_digital?: StoredSamples | null
  smooth_physical?: StoredSamples
}

interface StoredRecord {
  /** Null where there are no signals. */
  frameCount: number | null
  signals: StoredSignal[]
  /** By file. */
  annotations: Record<string, { count: number; sha256: string; first: unknown[] }>
}

type StoredFolder = Record<string, StoredRecord>

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'wfdb')
const load = <T>(file: string) => JSON.parse(readFileSync(join(fixtures, file), 'utf8')) as T

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

function tellSamples(samples: Int32Array | Float64Array, at: number[]): StoredSamples {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  const values = at.map((index) => (Number.isNaN(samples[index]) ? null : samples[index]!))
  return { length: samples.length, sha256: sha256(bytes), at, values }
}

function expectSignal(signal: WfdbSignalData, stored: StoredSignal, smooth: WfdbSignalData): void {
  const { description, sampleRateHz } = stored
  expect(signal).toMatchObject({ description, sampleRateHz })
  for (const field of ['units', 'gain', 'baseline'] as const) {
    if (stored[field] !== null) expect(signal[field]).toBe(stored[field])
  }
  if (stored.digital) expect(tellSamples(signal.digital, stored.digital.at)).toEqual(stored.digital)
  expect(tellSamples(signal.physical(), stored.physical.at)).toEqual(stored.physical)
  if (stored.smooth_digital) {
    expect(tellSamples(smooth.digital, stored.smooth_digital.at)).toEqual(stored.smooth_digital)
  }
  if (stored.smooth_physical) {
    expect(tellSamples(smooth.physical(), stored.smooth_physical.at)).toEqual(stored.smooth_physical)
  }
}

const rowOf = ({ sample, symbol, subtype, channel, number, text }: WfdbAnnotation) => [
  ...[sample, symbol, subtype, channel, number, text],
]

function expectAnnotations(annotations: WfdbAnnotation[], stored: StoredRecord['annotations'][string]): void {
  const rows = annotations.map(rowOf)
  expect(rows.slice(0, stored.first.length)).toEqual(stored.first)
  expect(rows).toHaveLength(stored.count)
  expect(sha256(rows.map((row) => JSON.stringify(row)).join('\n'))).toBe(stored.sha256)
}

async function expectRecord(folder: string, name: string, stored: StoredRecord): Promise<void> {
  if (stored.signals.length > 0) {
    const { header, signals } = await readRecord(folder, name, { annotator: null })
    const smooth = await readRecord(folder, name, { annotator: null, frames: 'smooth' })
    expect(header.frameCount).toBe(stored.frameCount)
    expect(signals).toHaveLength(stored.signals.length)
    signals.forEach((signal, channel) => expectSignal(signal, stored.signals[channel]!, smooth.signals[channel]!))
  }
  for (const [file, expected] of Object.entries(stored.annotations)) {
    expectAnnotations(readAnnotations(readFileSync(join(folder, file)), file), expected)
  }
}

describe('what wfdb-python reads of small records of our own is read equally', () => {
  for (const [name, stored] of Object.entries(load<StoredFolder>('own.json'))) {
    it(name, () => expectRecord(join(fixtures, 'records'), name, stored))
  }
})

if (sharedData) {
  const shared = sharedData

  describe('what wfdb-python reads of the MIT-BIH Arrhythmia Database is read equally', () => {
    for (const [name, stored] of Object.entries(load<StoredFolder>('mitdb.json'))) {
      it(name, () => expectRecord(join(shared, 'mitdb'), name, stored))
    }
  })

  it('and it has the 112,647 annotations that the database is known for, by symbol', () => {
    const counts: Record<string, number> = {}
    for (const file of readdirSync(join(shared, 'mitdb')).filter((name) => /^\d+\.atr$/.test(name))) {
      for (const { symbol } of readAnnotations(readFileSync(join(shared, 'mitdb', file)), file)) {
        counts[symbol] = (counts[symbol] ?? 0) + 1
      }
    }
    expect(counts).toEqual({
      ...{ N: 75_052, L: 8_075, R: 7_259, j: 229, e: 16, A: 2_546, a: 150, J: 83, S: 2, V: 7_130, E: 106, F: 803 },
      ...{ '/': 7_028, f: 982, Q: 33, '+': 1_291, '~': 616, '!': 472, '"': 437, x: 193, '|': 132, '[': 6, ']': 6 },
    })
  })

  describe('what wfdb-python reads of sample records in other formats is read equally', () => {
    for (const [path, records] of Object.entries(load<Record<string, StoredFolder>>('formats.json'))) {
      for (const [name, stored] of Object.entries(records)) {
        it(join(path, name), () => expectRecord(withRecord100(join(shared, 'wfdb-formats', path)), name, stored))
      }
    }
  })

  /** Some of the headers read a file of the other folder, which a record may not do from where it is. */
  function withRecord100(source: string): string {
    const folder = temporaryFolder()
    const files = readdirSync(source).map((file) => join(source, file))
    for (const file of [...files, join(shared, 'mitdb', '100.dat')]) {
      if (statSync(file).isFile()) copyFileSync(file, join(folder, basename(file)))
    }
    return folder
  }
}
