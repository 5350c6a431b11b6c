import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { unknownRecord } from '../../electron/shared/beatsFile.ts'
import { readBeatsFile } from '../../electron/data/beatsFile.ts'
import { importKaggleCsv } from '../../electron/data/kaggleCsv.ts'
import { recogniseFiles } from '../../electron/data/knownFiles.ts'
import { readLines } from '../../electron/data/lineReader.ts'
import { makeSplit } from '../../electron/data/splits.ts'
import { summariseSplit } from '../../electron/data/summariseSplit.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const row = (first: number, label: number) => `${[first, ...new Array<number>(186).fill(0)].join(',')},${label}.0e+00`
const csv = (rows: number, start = 0) =>
  Array.from({ length: rows }, (_, i) => `${row((start + i) / 1000, i % 5)}\n`).join('')

function place(files: Record<string, string | Uint8Array>) {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  mkdirSync(join(folder, 'out'))
  const output = join(folder, 'out', 'beats.safetensors')
  return { folder, output, written: () => readdirSync(join(folder, 'out')) }
}

describe('importing the CSV pair', () => {
  it('reads a plain and a gzip file, training rows first, and says what it read', async () => {
    const [train, test] = [csv(20), gzipSync(csv(10, 500))]
    const { folder, output, written } = place({ 'a.csv': train, 'b.csv': test })
    const fractions: number[] = []
    const paths = { train: join(folder, 'a.csv'), test: join(folder, 'b.csv'), output }
    const data = await importKaggleCsv(paths, (fraction) => fractions.push(fraction))

    expect(written()).toEqual(['beats.safetensors'])
    expect(data).toMatchObject({
      beats: 30,
      beatLength: 187,
      sampleRateHz: 120,
      classCounts: [6, 6, 6, 6, 6],
      records: [],
    })
    expect(data.sha256).toBe(sha256(readFileSync(output)))
    expect(data.bytes).toBe(readFileSync(output).length)
    expect(data.provenance.files).toEqual([
      { name: 'a.csv', bytes: train.length, sha256: sha256(train), unpackedSha256: null, rows: 20 },
      { name: 'b.csv', bytes: test.length, sha256: sha256(test), unpackedSha256: sha256(csv(10, 500)), rows: 10 },
    ])
    expect(data.provenance.licence).toBe('unknown')
    expect(data.provenance.notes.map(({ tone }) => tone)).toEqual(['warning', 'warning'])
    expect(fractions.every((fraction, i) => fraction <= 1 && fraction >= (fractions[i - 1] ?? 0))).toBe(true)

    const file = readBeatsFile(output)
    expect(file.beats[20 * 187]).toBe(0.5)
    expect([...file.sourcePart]).toEqual([...new Array<number>(20).fill(0), ...new Array<number>(10).fill(1)])
    expect([file.sourceRow[19], file.sourceRow[20], file.record[0]]).toEqual([19, 0, unknownRecord])
    const published = { kind: 'published' } as const
    expect(summariseSplit(published, file, makeSplit(published, file))).toMatchObject({
      sharedPersons: null,
      badge: { text: 'patients unknown' },
    })
  })

  it.each([
    ['a truncated gzip', gzipSync(csv(300)).subarray(0, -20), /bad\.csv, after line \d+: the gzip file ends too early/],
    [
      'a damaged gzip',
      Buffer.from(gzipSync(csv(3))).fill(0x55, 12, 40),
      /bad\.csv, after line 0: the gzip file is damaged/,
    ],
    ['no rows', '', /bad\.csv has no rows/],
    ['a gzip without rows', gzipSync(''), /bad\.csv has no rows/],
    ['an unknown label', csv(250) + row(0, 7), /bad\.csv, line 251, column 188: 7\.0e\+00 is no label/],
    ['a wrong column count late in the file', `${csv(900)}0.5,1\n`, /bad\.csv, line 901: it has 2 columns/],
    ['a zip', Buffer.from('PK\x03\x04rest'), /bad\.csv is a zip archive/],
    ['a line without end', 'x'.repeat(70_000), /bad\.csv, line 1: the line has more than/],
  ])('refuses %s and leaves nothing behind', async (_what, content, message) => {
    const { folder, output, written } = place({ 'good.csv': csv(10), 'bad.csv': content })
    const paths = { train: join(folder, 'good.csv'), test: join(folder, 'bad.csv'), output }
    await expect(importKaggleCsv(paths, () => undefined)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(message) as string,
    })
    expect(written()).toEqual([])
  })

  it('refuses two files with the same text, also where one is packed', async () => {
    const { folder, output, written } = place({ 'a.csv': csv(10), 'b.csv.gz': gzipSync(csv(10)) })
    const paths = { train: join(folder, 'a.csv'), test: join(folder, 'b.csv.gz'), output }
    await expect(importKaggleCsv(paths, () => undefined)).rejects.toThrow(/are the same/)
    expect(written()).toEqual([])
  })

  it('names a file that is missing, and a folder given as a file', async () => {
    const { folder, output } = place({ 'a.csv': csv(10) })
    const a = join(folder, 'a.csv')
    const missing = importKaggleCsv({ train: a, test: join(folder, 'none.csv'), output }, () => undefined)
    await expect(missing).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/none\.csv/) as string,
    })
    await expect(importKaggleCsv({ train: a, test: folder, output }, () => undefined)).rejects.toThrow(/it is a folder/)
  })
})

describe('reading lines', () => {
  it('passes every line once with its number, however long lines are and wherever blocks end', async () => {
    const lines = fc.array(fc.stringMatching(/^[a-z]{0,8}$/), { minLength: 1, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 20_000 }), fc.boolean(), async (texts, repeat, isGzip) => {
        const { folder } = place({})
        const whole = `${texts.map((text) => text.repeat(repeat % 500)).join('\n')}\n`.repeat(1 + (repeat % 40))
        writeFileSync(join(folder, 'x'), isGzip ? gzipSync(whole) : whole)
        let [read, next] = ['', 1]
        await readLines(join(folder, 'x'), {
          onLines(text, firstLine) {
            expect(firstLine).toBe(next)
            next += text.split('\n').length - 1
            read += text
          },
        })
        expect(read === whole).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

describe('recognising the published files', () => {
  const test = 'f3fdb3fd318275e653fac082b617d8c1ef09fca619a0606dc22c863451c77333'
  const train = 'ae4c80504ad1d0be5c3f1b3c6ef02851e4d1b05d05805fce2a73374f083a700e'
  const rebuilt = '6316bfa09c008b3455cafe6ce5250280e04ee5bbf5b81d12e4376a1e8bd04674'

  it('says what matched, and that all patients are in both files', () => {
    const published = recogniseFiles({ train, test })
    expect(published.isPublished).toBe(true)
    expect(published.notes.map(({ text }) => text)).toEqual([
      'train file: published hash matches',
      'test file: published hash matches',
      expect.stringMatching(/all 47 patients are in both files/),
    ])
    expect(recogniseFiles({ train: rebuilt, test }).notes[0]?.text).toMatch(/rebuilt.*same rows.*other order/)
  })

  it('says which file is unknown', () => {
    const { isPublished, notes } = recogniseFiles({ train, test: sha256('other') })
    expect(isPublished).toBe(false)
    expect(notes.map(({ tone }) => tone)).toEqual(['success', 'warning'])
  })

  it('refuses the two files the wrong way round', () => {
    expect(() => recogniseFiles({ train: test, test: train })).toThrow(/training file is the published test file/)
    expect(() => recogniseFiles({ train: sha256('x'), test: rebuilt })).toThrow(
      /test file is the published training file/,
    )
  })
})
