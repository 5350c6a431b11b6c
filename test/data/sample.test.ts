import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { makeSample } from '../../scripts/make-sample.ts'
import type { BeatsFile } from '../../electron/shared/beatsFile.ts'
import { BeatRows } from '../../electron/data/beatRows.ts'
import { sampleTargets, shareEvenly } from '../../electron/data/chooseSample.ts'
import { decodeSample, encodeSample, loadSample } from '../../electron/data/sample.ts'
import { makeSplit } from '../../electron/data/splits.ts'
import { summariseSplit } from '../../electron/data/summariseSplit.ts'
import { sharedData } from '../support/sharedData.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const fixture = (name: string) => readFileSync(join(projectFolder, 'test', 'fixtures', 'data', name), 'utf8')

const bits = (values: Float32Array) => [...new Uint32Array(values.buffer, values.byteOffset, values.length)]
const bitsOfRow = ({ beats, length }: BeatsFile, row: number) => bits(beats.subarray(row * length, (row + 1) * length))

function rowsByPlace(file: BeatsFile): Map<string, number> {
  return new Map(
    Array.from(
      file.record,
      (record, row) => [`${file.metadata.records[record]},${file.recordSample[row]}`, row] as const,
    ),
  )
}

describe('the built-in sample', () => {
  const sample = loadSample()

  it('holds 6,000 beats of all 48 records and 47 persons', () => {
    expect(sample.count).toBe(6000)
    expect(new Set(sample.record).size).toBe(48)
    expect(new Set(sample.metadata.persons).size).toBe(47)
    expect(readFileSync(join(projectFolder, 'resources/sample/beats.safetensors.gz')).length).toBeLessThan(3 * 2 ** 20)
  })

  it('names no beat twice', () => {
    expect(rowsByPlace(sample).size).toBe(sample.count)
  })

  it('scales to the published rows, bit for bit, also where a row was cut', () => {
    const places = rowsByPlace(sample)
    const lines = fixture('publishedRows.index.csv').trim().split('\n').slice(1)
    const published = new BeatRows('publishedRows.csv')
    published.addLines(fixture('publishedRows.csv'), 1)
    expect(lines.length).toBe(11)
    const blocks = published.beats[0]!
    lines.forEach((line, index) => {
      const [, , record, at, symbol, label] = line.split(',')
      const row = places.get(`${record},${at}`)!
      expect([line, bitsOfRow(sample, row)]).toEqual([line, bits(blocks.slice(index * 187, (index + 1) * 187))])
      expect([symbol, sample.labels[row]]).toEqual([symbol, Number(label)])
    })
    const lacksItsMaximum = (index: number) => !blocks.slice(index * 187, (index + 1) * 187).includes(1)
    expect(lines.some((_, index) => lacksItsMaximum(index))).toBe(true)
  })

  it('keeps persons apart, has every class in every part, and paced records on both sides', () => {
    const definition = { kind: 'sample' } as const
    const { folds, badge, sharedPersons } = summariseSplit(definition, sample, makeSplit(definition, sample))
    const { counts } = folds[0]!
    expect({ badge: badge.text, sharedPersons }).toEqual({ badge: 'patients separate', sharedPersons: 0 })
    expect(counts.test).toEqual(sampleTargets.test)
    expect(counts.train.map((count, label) => count + counts.validation[label]!)).toEqual(sampleTargets.train)
  })

  it('carries licence and attribution', () => {
    expect(sample.metadata.licence).toBe('ODC-By 1.0')
    expect(sample.metadata.attribution).toMatch(/MIT-BIH Arrhythmia Database.*Open Data Commons Attribution License/)
    expect(readFileSync(join(projectFolder, 'resources/sample/ODC-By-1.0.txt'), 'utf8')).toMatch(
      /ODC Attribution License/,
    )
  })
})

describe('the stored form of a sample', () => {
  it('gives back beats whose differences leave 16 bits and whose row was cut', () => {
    const beat = { record: '102', sample: 70_000, symbol: '/', label: 4, minimum: -30_000, maximum: 30_000 }
    const file = decodeSample(encodeSample([{ ...beat, adc: Int16Array.of(30_000, -30_000, 15_000) }]))
    expect([...file.beats.subarray(0, 5)]).toEqual([1, 0, 0.75, 0, 0])
    expect(file.metadata.records).toEqual(['102'])
    expect([...file.recordSample]).toEqual([70_000])
  })
})

describe('sharing evenly', () => {
  it('gives each as many as the next, or all it has', () => {
    expect(shareEvenly([100, 2, 100, 0], 50)).toEqual([24, 2, 24, 0])
    expect(shareEvenly([3, 3], 5)).toEqual([3, 2])
    expect(shareEvenly([1, 2], 50)).toEqual([1, 2])
  })
})

/** Reading the whole set takes seconds, or a minute on a busy machine. */
const patienceMs = 240_000

if (sharedData) {
  const folder = sharedData

  describe('the sample made anew from the recordings', () => {
    it(
      'has the stored bytes',
      async () => {
        const { packed } = await makeSample(join(folder, 'mitdb'))
        const stored = readFileSync(join(projectFolder, 'resources/sample/beats.safetensors.gz'))
        expect(gunzipSync(packed).equals(gunzipSync(stored))).toBe(true)
      },
      patienceMs,
    )

    it(
      'equals the CSV files in all of its 6,000 rows',
      () => {
        const sample = loadSample()
        const places = rowsByPlace(sample)
        const index = gunzipSync(readFileSync(join(folder, 'heartbeat/beat_index.csv.gz'))).toString()
        const wanted = index.split('\n').flatMap((line) => {
          const [split, row, record, at] = line.split(',')
          const inSample = places.get(`${record},${at}`)
          return inSample === undefined ? [] : [{ split, row: Number(row), inSample }]
        })
        let compared = 0
        for (const split of ['train', 'test']) {
          const text = gunzipSync(readFileSync(join(folder, `heartbeat/mitbih_${split}.csv.gz`)))
          const lineBytes = text.indexOf('\n') + 1
          for (const { row, inSample } of wanted.filter((entry) => entry.split === split)) {
            const rows = new BeatRows(split)
            rows.addLines(text.toString('latin1', row * lineBytes, (row + 1) * lineBytes), row + 1)
            if (rows.labels[0] !== sample.labels[inSample]) throw new Error(`label of ${split} row ${row}`)
            expect(bitsOfRow(sample, inSample)).toEqual(bits(rows.beats[0]!))
            compared++
          }
        }
        expect(compared).toBe(6000)
      },
      patienceMs,
    )
  })
}
