import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { invalidSample, readRecord } from '../../../electron/data/wfdb/readRecord.ts'
import type { ReadOptions } from '../../../electron/data/wfdb/readRecord.ts'
import { annotationFile, word } from './encodeAnnotations.ts'
import { encodeSamples, sampleRanges } from './encodeSamples.ts'
import { writeFiles } from './writeFiles.ts'

const noAnnotations: ReadOptions = { annotator: null }
const digitalOf = async (folder: string, options: ReadOptions = noAnnotations) =>
  (await readRecord(folder, 'x', options)).signals.map(({ digital }) => [...digital])

describe('a record', () => {
  it('has its samples as ADC values and in physical units, and its annotations', async () => {
    const folder = writeFiles({
      'x.hea':
        'x 2 360 3\nx.dat 212 200(10)/mV 12 0 5 10 0 I\nx.dat 212 50 12 100 7 -2044 0 II\n# 69 M 1 2 x1\n# Digoxin',
      'x.dat': encodeSamples(212, [5, 7, -5, -2048, 10, -3]),
      'x.atr': annotationFile(word(1, 2)),
    })
    const { header, signals, annotations } = await readRecord(folder, 'x')
    expect(header).toMatchObject({ frameCount: 3, segments: null, person: { age: 69, medication: ['Digoxin'] } })
    expect(signals[0]).toMatchObject({ description: 'I', units: 'mV', gain: 200, baseline: 10, sampleRateHz: 360 })
    expect([...signals[0]!.digital]).toEqual([5, -5, 10])
    expect([...signals[0]!.physical()]).toEqual([-0.025, -0.075, 0])
    expect([...signals[1]!.digital]).toEqual([7, invalidSample, -3])
    expect([...signals[1]!.physical()]).toEqual([-1.86, NaN, -2.06])
    expect(annotations).toMatchObject([{ sample: 2, symbol: 'N' }])
  })

  it('takes its annotations from the file that is named, or from none', async () => {
    const files = { 'x.hea': 'x 0 360 9', 'x.qrs': annotationFile(word(5, 2)), 'x-0.atr': annotationFile(word(38, 3)) }
    const folder = writeFiles(files)
    expect((await readRecord(folder, 'x', { annotator: 'qrs' })).annotations).toMatchObject([{ symbol: 'V' }])
    expect((await readRecord(folder, 'x', { annotator: 'x-0.atr' })).annotations).toMatchObject([{ symbol: 'f' }])
    expect((await readRecord(folder, 'x', noAnnotations)).annotations).toEqual([])
    await expect(readRecord(folder, 'x')).rejects.toThrow(/^x\.atr: it does not exist/)
    await expect(readRecord(folder, 'x', { annotator: '../x.atr' })).rejects.toThrow(
      /does not name a file of the folder/,
    )
  })

  it('refuses annotations past its end unless they are allowed', async () => {
    const folder = writeFiles({ 'x.hea': 'x 0 360 9', 'x.atr': annotationFile(word(1, 9)) })
    await expect(readRecord(folder, 'x')).rejects.toThrow(/^x\.atr, byte 0: annotation 0 .* at sample 9/)
    expect((await readRecord(folder, 'x', { annotationsPastEnd: 'allow' })).annotations).toHaveLength(1)
  })

  it('shifts skewed signals, which then end without samples, after their sums were compared', async () => {
    const folder = writeFiles({
      'x.hea': 'x 2 360 3\nx.dat 16:1 1 16 0 1 6 0 a\nx.dat 16x2 1 16 0 10 210 0 b',
      'x.dat': encodeSamples(16, [1, 10, 20, 2, 30, 40, 3, 50, 60]),
    })
    expect(await digitalOf(folder)).toEqual([
      [2, 3, invalidSample],
      [10, 20, 30, 40, 50, 60],
    ])
    expect(await digitalOf(folder, { ...noAnnotations, frames: 'smooth' })).toEqual([
      [2, 3, invalidSample],
      [15, 35, 55],
    ])
  })

  it('may have a skew beyond its end, several samples per frame of it, and signals without a file', async () => {
    const folder = writeFiles({
      'x.hea': 'x 3 360 2\nx.dat 16x2:1 1\nx.dat 16:99 1\n~ 0 1 0 0 0 0 0 nothing',
      'x.dat': encodeSamples(16, [1, 2, 3, 4, 5, 6]),
    })
    expect(await digitalOf(folder)).toEqual([
      [4, 5, invalidSample, invalidSample],
      [invalidSample, invalidSample],
      [invalidSample, invalidSample],
    ])
  })

  it('takes a missing length from the size of its first file', async () => {
    const files = { 'x.hea': 'x 2 360\nx.dat 311x2+3 1\nx.d1 80 1', 'x.d1': encodeSamples(80, [4, 5, 6]) }
    const folder = writeFiles({
      ...files,
      'x.dat': Buffer.concat([Buffer.alloc(3), encodeSamples(311, [1, 2, 3, 4, 5])]),
    })
    expect(await digitalOf(folder)).toEqual([
      [1, 2, 3, 4],
      [4, 5],
    ])
  })

  it('adds up the differences of format 8 from the initial value', async () => {
    const folder = writeFiles({
      'x.hea': 'x 1 360 4\nx.dat 8 1 16 0 100',
      'x.dat': encodeSamples(8, [5, -128, 127, -1]),
    })
    expect(await digitalOf(folder)).toEqual([[105, -23, 104, 103]])
  })

  it('compares sums with either sign, and ignores them when told to', async () => {
    const samples = encodeSamples(16, [30_000, 10_000])
    const header = (checksum: number) => `x 1 360 2\nx.dat 16 1 16 0 0 ${checksum} 0 ECG`
    for (const checksum of [40_000, 40_000 - 65_536]) {
      expect(await digitalOf(writeFiles({ 'x.hea': header(checksum), 'x.dat': samples }))).toEqual([[30_000, 10_000]])
    }
    const damaged = writeFiles({ 'x.hea': header(40_001), 'x.dat': samples })
    await expect(digitalOf(damaged)).rejects.toThrow(/^x\.dat: signal "ECG" has the checksum -25536, not 40001/)
    expect(await digitalOf(damaged, { ...noAnnotations, checksums: 'ignore' })).toEqual([[30_000, 10_000]])
  })

  it('of a folder within the folder is read there', async () => {
    const folder = writeFiles({})
    mkdirSync(join(folder, 'p1', 'a'), { recursive: true })
    writeFileSync(join(folder, 'p1', 'a', 'x.hea'), 'x 0 360 9')
    expect((await readRecord(folder, 'p1/a/x', noAnnotations)).header.name).toBe('x')
  })
})

describe('signals of any format', () => {
  const anyLayout = fc.record({
    format: fc.constantFrom(...Object.keys(sampleRanges).map(Number)),
    perFrame: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
    frames: fc.integer({ min: 1, max: 40 }),
    offset: fc.integer({ min: 0, max: 9 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })

  it('and any number of them, at any samples per frame, are told apart again', async () => {
    await fc.assert(
      fc.asyncProperty(anyLayout, async ({ format, perFrame, frames, offset, seed }) => {
        const [min, max] = sampleRanges[format]!
        const total = perFrame.reduce((sum, count) => sum + count, 0)
        const samples = Array.from({ length: frames * total }, (_, index) => min + 1 + ((index * seed) % (max - min)))
        const lines = perFrame.map((count) => `x.dat ${format}x${count}+${offset} 1`)
        const folder = writeFiles({
          'x.hea': [`x ${perFrame.length} 360 ${frames}`, ...lines].join('\n'),
          'x.dat': Buffer.concat([Buffer.alloc(offset), encodeSamples(format, samples)]),
        })
        let start = 0
        const expected = perFrame.map((count) => {
          const own = samples.filter((_, index) => index % total >= start && index % total < start + count)
          start += count
          let sum = 0
          return format === 8 ? own.map((step) => (sum += step)) : own
        })
        expect(await digitalOf(folder)).toEqual(expected)
      }),
    )
  })

  it('longer than what is read at once are whole', async () => {
    const samples = Array.from({ length: 300_001 }, (_, index) => (index % 4095) - 2047)
    const folder = writeFiles({ 'x.hea': 'x 1 360\nx.dat 212 1', 'x.dat': encodeSamples(212, samples) })
    expect(await digitalOf(folder)).toEqual([samples])
  })
})

it('a header of a hundred thousand signals is read as well as one of two', async () => {
  const count = 130_000
  const header = [`x ${count} 1 1`, ...Array<string>(count).fill('d 80')].join('\n')
  const signals = await digitalOf(writeFiles({ 'x.hea': header, d: new Uint8Array(count).fill(129) }))
  expect(signals).toHaveLength(count)
  expect(signals.every(([sample]) => sample === 1)).toBe(true)
})

describe('a record that cannot be read is refused by name and place:', () => {
  const dat = encodeSamples(16, [1, 2, 3, 4])
  const refuse = (files: Record<string, string | Uint8Array>) =>
    expect(readRecord(writeFiles(files), 'x', noAnnotations)).rejects

  it('a missing header or signal file', async () => {
    await refuse({}).toMatchObject({ code: 'not-found', message: 'x.hea: it does not exist.' })
    await refuse({ 'x.hea': 'x 1 360 4\nx.dat 16 1' }).toThrow(/^x\.dat: it does not exist/)
  })

  it('a signal file that is too short, or empty', async () => {
    await refuse({ 'x.hea': 'x 1 360 5\nx.dat 16 1', 'x.dat': dat }).toThrow(
      'x.dat: it ends at byte 8 with 4 whole frames; the header promises 5.',
    )
    await refuse({ 'x.hea': 'x 1 360\nx.dat 16+8 1', 'x.dat': dat }).toThrow(/^x\.dat: its 8 bytes hold no whole frame/)
  })

  it('promises of absurd size', async () => {
    const promises = ['1000000000000', '9007199254740991']
    for (const count of promises) {
      await refuse({ 'x.hea': `x 1 360 ${count}\nx.dat 16 1`, 'x.dat': dat }).toThrow(/the header promises/)
      await refuse({ 'x.hea': `x 1 360 ${count}\n~ 0 1` }).toThrow(
        /it promises \d+ samples, but its signal files have 0/,
      )
      await refuse({ 'x.hea': `x 1 360 4\nx.dat 16x${count} 1`, 'x.dat': dat }).toThrow(/with 0 whole frames/)
      await refuse({ 'x.hea': `x 1 360 4\nx.dat 16+${count} 1`, 'x.dat': dat }).toThrow(/with 0 whole frames/)
      await refuse({ 'x.hea': `x ${count} 360 4\nx.dat 16 1`, 'x.dat': dat }).toThrow(/^x\.hea, line 1: it promises/)
    }
  })

  it('formats that are unknown or compressed', async () => {
    await refuse({ 'x.hea': 'x 1 360 4\nx.dat 17 1', 'x.dat': dat }).toThrow(
      /^x\.hea, line 2: x\.dat has format 17, which is not one of 8/,
    )
    const second = '# of two\nx 2 360 4\n\n~ 0 1\nx.dat 516 1'
    await refuse({ 'x.hea': second, 'x.dat': dat }).toThrow(
      /^x\.hea, line 5: x\.dat has format 516 .*FLAC.* not supported/,
    )
  })

  it('signals of one file that disagree on it or do not stand together', async () => {
    const files = { 'x.dat': dat, 'y.dat': dat }
    await refuse({ ...files, 'x.hea': 'x 2 360 1\nx.dat 16 1\nx.dat 80 1' }).toThrow(
      /^x\.hea, line 3: .* differ in format or byte offset/,
    )
    await refuse({ ...files, 'x.hea': 'x 2 360 1\nx.dat 16+1 1\nx.dat 16+2 1' }).toThrow(/differ in format/)
    await refuse({ ...files, 'x.hea': 'x 3 360 1\nx.dat 16 1\ny.dat 16 1\nx.dat 16 1' }).toThrow(
      /^x\.hea, line 4: the signals of x\.dat do not stand together/,
    )
  })

  it('files that are too large, or no files', async () => {
    await refuse({ 'x.hea': new Uint8Array(10 * 2 ** 20).fill(32) }).toThrow(
      /^x\.hea: it has 10485760 bytes, more than/,
    )
    const folder = writeFiles({ 'x.hea': 'x 1 360 4\nx.dat 16 1' })
    mkdirSync(join(folder, 'x.dat'))
    await expect(readRecord(folder, 'x', noAnnotations)).rejects.toThrow(/^x\.dat: it is no regular file/)
  })

  it.runIf(process.platform !== 'win32')('a pipe, which might never end', async () => {
    const folder = writeFiles({ 'x.hea': 'x 1 360 4\nx.dat 16 1' })
    execFileSync('mkfifo', [join(folder, 'x.dat')])
    await expect(readRecord(folder, 'x', noAnnotations)).rejects.toThrow(/^x\.dat: it is no regular file/)
  })

  it.each(['../x', '/x', 'a/../x', '', '.', 'a//x', 'a\\x', 'C:x', 'x\0'])('names such as %j', async (name) => {
    await expect(readRecord(writeFiles({}), name, noAnnotations)).rejects.toThrow(/does not name a file of the folder/)
  })

  it('folders that are none', async () => {
    const folder = writeFiles({ 'x.hea': '' })
    await expect(readRecord(join(folder, 'x.hea'), 'x', noAnnotations)).rejects.toMatchObject({ code: 'bad-file' })
    await expect(readRecord(folder, 'y'.repeat(300), noAnnotations)).rejects.toMatchObject({ code: 'bad-file' })
  })
})
