import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { windowRuleSchema, type ExtractionRule, type WindowRule } from '../../../electron/shared/extraction.ts'
import { provenanceSchema } from '../../../electron/shared/dataSet.ts'
import type { RecordsSpec } from '../../../electron/shared/importProtocol.ts'
import { readBeatsFile } from '../../../electron/data/beatsFile.ts'
import { importRecords } from '../../../electron/data/records/importRecords.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { writeRecord, type MadeRecord } from '../../support/writeRecord.ts'

const published: ExtractionRule = { kind: 'published' }
const windowOf = (options: Partial<Omit<WindowRule, 'kind'>> = {}): ExtractionRule =>
  windowRuleSchema.parse({ kind: 'window', beforeMs: 100, afterMs: 200, rateHz: 180, ...options })

/** A slow wave with a spike every second. */
const adc = Int16Array.from({ length: 3600 }, (_, i) => Math.round(90 * Math.sin(i / 50)) + (i % 360 === 100 ? 200 : 0))
/** Ten beats, one a second, of the given symbols in turn. */
const beatsOf = (symbols: string) =>
  Array.from({ length: 10 }, (_, k) => ({ sample: 100 + 360 * k, symbol: symbols[k % symbols.length]! }))

function makeFolder(records: Record<string, Partial<MadeRecord>> = { a: {}, b: {} }): string {
  const folder = temporaryFolder()
  for (const [name, changes] of Object.entries(records)) {
    writeRecord(folder, { name, rateHz: 360, signals: [{ adc }], annotations: beatsOf('NV'), ...changes })
  }
  return folder
}

async function run(folder: string, changes: Partial<RecordsSpec> = {}) {
  const output = join(temporaryFolder(), 'beats')
  const told: [number, string][] = []
  const spec = { folder, annotator: 'atr', index: null, rule: windowOf(), mapping: {}, records: null, skipBad: false }
  const data = await importRecords({ ...spec, persons: {}, outputPath: output, ...changes }, (...at) => told.push(at))
  provenanceSchema.parse(data.provenance)
  return { data, file: readBeatsFile(output), told, extraction: data.provenance.extraction! }
}

describe('importing records', () => {
  it('cuts all beats by record and time, and tells what was read', async () => {
    const folder = makeFolder({ b: {}, a: { comments: ['69 M 1085 1629 x1', 'Aldomet, Inderal'] } })
    const { data, file, told, extraction } = await run(folder)
    expect(data).toMatchObject({ beats: 20, beatLength: 54, sampleRateHz: 180, classCounts: [10, 0, 10, 0, 0] })
    expect(data.records).toEqual([
      { record: 'a', person: 'a', counts: [5, 0, 5, 0, 0] },
      { record: 'b', person: 'b', counts: [5, 0, 5, 0, 0] },
    ])
    expect([...file.recordSample]).toEqual([...beatsOf('N'), ...beatsOf('N')].map(({ sample }) => sample))
    expect(file.metadata).toMatchObject({ records: ['a', 'b'], persons: ['a', 'b'], licence: 'unknown' })
    expect([file.sourcePart.includes(1), [...file.sourceRow.slice(0, 3)]]).toEqual([false, [0, 1, 2]])
    expect(told.map(([, message]) => message)).toEqual(['Reading a', 'Reading b', 'Writing the data set'])
    expect(extraction.records[0]).toMatchObject({
      channel: 'MLII',
      annotations: 'a.atr',
      age: 69,
      sex: 'M',
      isPaced: false,
    })
    const read = data.provenance.files.map(({ name, rows }) => [name, rows])
    expect(read).toEqual(
      ['a', 'b'].flatMap((name) => [
        [`${name}.hea`, 0],
        [`${name}.dat`, 0],
        [`${name}.atr`, 10],
      ]),
    )
    for (const { name, sha256, bytes } of data.provenance.files) {
      const content = readFileSync(join(folder, name))
      expect([sha256, bytes]).toEqual([createHash('sha256').update(content).digest('hex'), content.length])
    }
  })

  it('puts a flat file of 0..1 without a word on amplitude, and says what other values are', async () => {
    const folder = makeFolder()
    const unit = await run(folder)
    expect(unit.file.metadata).not.toHaveProperty('amplitude')
    expect(unit.data.provenance).not.toHaveProperty('amplitude')
    const millivolts = await run(folder, { rule: windowOf({ normalise: 'none' }) })
    expect([millivolts.file.metadata.amplitude, millivolts.data.provenance.amplitude]).toEqual([
      'millivolt',
      'millivolt',
    ])
    const standardised = await run(folder, { rule: windowOf({ normalise: 'record' }) })
    expect(standardised.file.metadata.amplitude).toBe('standardised')
    expect(unit.file.beats.every((value) => value >= 0 && value <= 1)).toBe(true)
    expect(standardised.file.beats.some((value) => value < 0)).toBe(true)
  })

  it('gives the same bytes again', async () => {
    const folder = makeFolder()
    const rule = windowOf({ filter: { lowHz: 1, highHz: 40 }, normalise: 'record' })
    expect((await run(folder, { rule })).data.sha256).toBe((await run(folder, { rule })).data.sha256)
  })

  it('labels by the mapping and counts what it leaves out', async () => {
    const { data, extraction } = await run(makeFolder(), { mapping: { V: null, N: 4 } })
    expect(data.classCounts).toEqual([0, 0, 0, 0, 10])
    expect(extraction.mapping).toEqual({ V: null, N: 4 })
    expect(extraction.leftOutBeats).toEqual([{ reason: 'symbol left out by the mapping', count: 10 }])
  })

  it('takes only the records asked for', async () => {
    const { data } = await run(makeFolder({ a: {}, b: {}, c: {} }), { records: ['c', 'a'] })
    expect(data.records.map(({ record }) => record)).toEqual(['a', 'c'])
    await expect(run(makeFolder(), { records: ['a', 'x'] })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/no record x/) as string,
    })
  })

  it('names persons as it is told to', async () => {
    const { data, file } = await run(makeFolder({ a: {}, b: {}, '202': {} }), { persons: { b: 'a' } })
    expect(data.records.map(({ person }) => person)).toEqual(['202', 'a', 'a'])
    expect(file.metadata.persons).toEqual(['202', 'a', 'a'])
  })

  it('takes a channel by name, by number, or the first, and says where another stood in', async () => {
    const second = { description: 'V1', adc: adc.map((value) => -value) }
    const folder = makeFolder({ a: { signals: [{ adc }, second] }, b: {} })
    const channels = async (channel: WindowRule['channel']) =>
      (await run(folder, { rule: windowOf({ channel }) })).extraction
    const channelOf = ({ records }: Awaited<ReturnType<typeof channels>>) => records.map(({ channel }) => channel)
    expect(channelOf(await channels({ by: 'first' }))).toEqual(['MLII', 'MLII'])
    expect(channelOf(await channels({ by: 'name', name: 'v1', otherwise: 'first' }))).toEqual(['V1', 'MLII'])
    const leftOut = await channels({ by: 'name', name: 'V1', otherwise: 'leave-out' })
    expect(channelOf(leftOut)).toEqual(['V1'])
    expect(leftOut.leftOutRecords).toMatchObject([{ record: 'b' }])
    await expect(channels({ by: 'index', index: 1 })).rejects.toThrow(/b \(It has 1 signal, none of the number 1/)
    const { data } = await run(folder, { rule: windowOf({ channel: { by: 'name', name: 'V1', otherwise: 'first' } }) })
    expect(data.provenance.notes.map(({ text }) => text)).toContain('no channel V1, so the first was cut: b (MLII)')
  })
})

describe('records that cannot be imported', () => {
  function brokenFolder(): string {
    const folder = makeFolder({ a: {}, b: {}, c: {}, d: { rateHz: 100 } })
    truncateSync(join(folder, 'b.dat'), 100)
    rmSync(join(folder, 'c.atr'))
    return folder
  }

  it('are all named, with what is wrong, and nothing is kept', async () => {
    const outputs = temporaryFolder()
    const attempt = run(brokenFolder(), { outputPath: join(outputs, 'beats') } as Partial<RecordsSpec>)
    await expect(attempt).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(
        /^3 of 4 records cannot be imported: b \(b\.dat: .*; c \(c\.atr: .*; d \(Beats at 180 Hz cannot be had of a record of 100 Hz/,
      ) as string,
      hint: expect.stringMatching(/--skip-bad/) as string,
    })
    expect(readdirSync(outputs)).toEqual([])
  })

  it('are left out where that is asked for, and noted', async () => {
    const { data, extraction } = await run(brokenFolder(), { skipBad: true })
    expect(data.records.map(({ record }) => record)).toEqual(['a'])
    expect(extraction.leftOutRecords.map(({ record }) => record)).toEqual(['b', 'c', 'd'])
    expect(data.provenance.notes.filter(({ tone }) => tone === 'warning').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^signals: not those of a database known here/),
      expect.stringMatching(/^record b left out: b\.dat/),
      expect.stringMatching(/^record c left out: c\.atr/),
      expect.stringMatching(/^record d left out: Beats at 180 Hz/),
    ])
  })

  it('leave nothing where all of them are bad', async () => {
    const folder = makeFolder({ a: { rateHz: 100 } })
    await expect(run(folder, { skipBad: true })).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/^No beat is left: records left out: a \(Beats at 180 Hz/) as string,
    })
  })

  it('or whose beats all reach beyond the record leave nothing either', async () => {
    const rule = windowOf({ beforeMs: 9500, afterMs: 1000 })
    await expect(run(makeFolder(), { rule })).rejects.toThrow(/No beat is left: beats left out: 20 reaches beyond/)
  })

  it.each([
    [
      'is in no voltage',
      { signals: [{ adc, units: 'mmHg' }] },
      windowOf({ normalise: 'none' }),
      /mmHg, which is no volt/,
    ],
    [
      'is too slow for the band',
      { rateHz: 75 },
      windowOf({ rateHz: 75, afterMs: 400, filter: { lowHz: 1, highHz: 37.5 } }),
      /upper edge of 37.5 Hz is not below half of the 75/,
    ],
    [
      'is too short for the filter',
      { signals: [{ adc: adc.slice(0, 20) }], annotations: [] },
      windowOf({ filter: { lowHz: 1, highHz: 40 } }),
      /20 samples are too few/,
    ],
    [
      'is not of 360 Hz, by the published rule',
      { rateHz: 250 },
      published,
      /250 samples a second, and the published rule/,
    ],
    ['has a rate without simple ratio', { rateHz: 360.00001 }, windowOf({ rateHz: 177.7777 }), /no simple ratio/],
    ['has annotations beyond its end', { annotations: [{ sample: 9000, symbol: 'N' }] }, windowOf(), /a\.atr/],
  ])('that %s is refused', async (_, changes, rule, message) => {
    await expect(run(makeFolder({ a: changes }), { rule })).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(message) as string,
    })
  })

  it('are not looked for in a folder without any', async () => {
    await expect(run(temporaryFolder())).rejects.toMatchObject({ code: 'not-found' })
    await expect(run('/nowhere')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the published rule', () => {
  it('leaves out the last annotation, what was not recorded and what has no samples, and counts them', async () => {
    const gapped = adc.slice()
    gapped[820] = -32_768
    const annotations = [...beatsOf('N'), { sample: 3340, symbol: 'V' }, { sample: 3340, symbol: 'V' }]
    const { data, file, extraction } = await run(makeFolder({ a: { signals: [{ adc: gapped }], annotations } }), {
      rule: published,
    })
    expect(data).toMatchObject({ beatLength: 187, sampleRateHz: 120 })
    expect(extraction.leftOutBeats).toEqual([
      { reason: 'samples missing in the recording', count: 2 },
      { reason: 'no samples before the next annotations', count: 1 },
      { reason: 'last annotation of its record, for which the published rule has no end', count: 1 },
    ])
    expect(file.count).toBe(8)
  })
})

describe('an index', () => {
  const header = 'split,row,record,sample,symbol,label\n'
  /** A line for the beat `k` of a record. */
  const line = (split: string, row: number, record: string, k: number) =>
    `${split},${row},${record},${100 + 360 * k},${k % 2 === 0 ? 'N,0' : 'V,2'}\n`

  function withIndex(folder: string, text: string): Partial<RecordsSpec> {
    const path = join(folder, 'beat_index.csv')
    writeFileSync(path, header + text)
    return { index: { path } }
  }

  it('gives order, file and row of each beat; others are left out', async () => {
    const folder = makeFolder()
    const text = line('test', 0, 'a', 3) + line('train', 1, 'b', 2) + line('train', 0, 'a', 5)
    const { file, data, extraction } = await run(folder, withIndex(folder, text))
    expect([...file.sourcePart]).toEqual([0, 0, 1])
    expect([...file.sourceRow]).toEqual([0, 1, 0])
    expect([...file.recordSample]).toEqual([1900, 820, 1180])
    expect([...file.labels]).toEqual([2, 0, 2])
    const inOrder = await run(folder)
    const rowOf = (beats: typeof file, row: number) => [...beats.beats.subarray(row * 54, (row + 1) * 54)]
    expect([0, 1, 2].map((row) => rowOf(file, row))).toEqual([5, 12, 3].map((row) => rowOf(inOrder.file, row)))
    expect(extraction.leftOutBeats).toEqual([{ reason: 'not in the index', count: 17 }])
    expect(data.provenance.files.at(-1)).toMatchObject({ name: 'beat_index.csv', rows: 3 })
    expect((await run(folder, { index: 'in-folder' })).data.sha256).toBe(data.sha256)
  })

  it('names the line of a beat that is not there, or of another class', async () => {
    const folder = makeFolder()
    const lineOf = (text: string) => expect(run(folder, withIndex(folder, text))).rejects
    await lineOf(line('train', 0, 'a', 1) + line('train', 1, 'a', 11)).toThrow(
      /beat_index.csv, line 3: the recordings have no beat at sample 4060 of record a/,
    )
    await lineOf(line('train', 0, 'x', 1)).toThrow(/line 2: the recordings have no beat .* of record x/)
    await lineOf(line('train', 0, 'a', 1).replace('V,2', 'V,0')).toThrow(
      /line 2: the beat at sample 460 of record a has the label 2, not 0/,
    )
  })

  it('may name what was left out for a reason: it is counted', async () => {
    const folder = makeFolder()
    const text = line('train', 0, 'a', 0) + line('train', 1, 'a', 1) + line('train', 2, 'b', 0)
    const spec = { ...withIndex(folder, text), rule: windowOf({ beforeMs: 500 }), records: ['a'] }
    const { file, data } = await run(folder, spec)
    expect([...file.sourceRow]).toEqual([1])
    expect(data.provenance.notes.map(({ text: note }) => note)).toContain(
      '2 rows of the index are of what was left out',
    )
  })

  it('that the folder does not have is missed', async () => {
    await expect(run(makeFolder(), { index: 'in-folder' })).rejects.toMatchObject({ code: 'not-found' })
  })
})
