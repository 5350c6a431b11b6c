import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wfdbFolderSchema } from '../../../electron/shared/wfdbFolder.ts'
import { readFolder } from '../../../electron/data/records/readFolder.ts'
import { sharedData } from '../../support/sharedData.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { encodeAnnotations, writeRecord } from '../../support/writeRecord.ts'

const adc = new Int16Array(3600)
const annotations = [...'+N//V~/'].map((symbol, k) => ({ sample: 100 + 400 * k, symbol }))

describe('reading a folder of recordings', () => {
  it('tells of each record by its header and annotations', async () => {
    const folder = temporaryFolder()
    const signals = [{ adc }, { description: 'V1', units: 'uV', adc }]
    writeRecord(folder, { name: 'x1', rateHz: 250, signals, annotations, comments: ['<age>: 40 <sex>: F'] })
    const read = wfdbFolderSchema.parse(await readFolder(folder, 'atr'))
    expect(read).toEqual({
      name: basename(folder),
      records: [
        {
          record: 'x1',
          person: 'x1',
          sampleRateHz: 250,
          durationS: 14.4,
          signals: [
            { description: 'MLII', units: 'mV' },
            { description: 'V1', units: 'uV' },
          ],
          beatSymbols: { N: 1, '/': 3, V: 1 },
          otherSymbols: { '+': 1, '~': 1 },
          classCounts: [1, 0, 1, 0, 3],
          age: 40,
          sex: 'F',
          medication: null,
          isPaced: true,
        },
      ],
      bad: [],
      isMitBih: false,
      hasEarlierAnnotations: false,
      index: null,
    })
  })

  it('tells of bad records beside the good ones', async () => {
    const folder = temporaryFolder()
    for (const name of ['a', 'b', 'c']) writeRecord(folder, { name, rateHz: 360, signals: [{ adc }], annotations })
    truncateSync(join(folder, 'a.dat'), 100)
    rmSync(join(folder, 'c.atr'))
    writeFileSync(join(folder, 'd.hea'), 'not a header\n')
    const { records, bad } = await readFolder(folder, 'atr')
    expect(records.map(({ record }) => record)).toEqual(['b'])
    expect(bad.map(({ record }) => record)).toEqual(['a', 'c', 'd'])
    expect(bad.map(({ message }) => message)).toEqual([
      expect.stringContaining('a.dat'),
      expect.stringContaining('c.atr'),
      expect.stringContaining('d.hea, line 1'),
    ])
  })

  it('reads the annotator asked for, and sees an index', async () => {
    const folder = temporaryFolder()
    writeRecord(folder, { name: 'a', rateHz: 360, signals: [{ adc }], annotations })
    writeFileSync(join(folder, 'a.qrs'), encodeAnnotations([{ sample: 9, symbol: 'Q' }]))
    writeFileSync(join(folder, 'beat_index.csv.gz'), '')
    const { records, index } = await readFolder(folder, 'qrs')
    expect(records[0]?.beatSymbols).toEqual({ Q: 1 })
    expect(index).toBe('beat_index.csv.gz')
  })

  it('does not take 202 of another database for the person of 201', async () => {
    const folder = temporaryFolder()
    for (const name of ['201', '202']) writeRecord(folder, { name, rateHz: 360, signals: [{ adc }], annotations })
    const { records, isMitBih } = await readFolder(folder, 'atr')
    expect(records.map(({ person }) => person)).toEqual(['201', '202'])
    expect(isMitBih).toBe(false)
  })

  it('says where there are no records', async () => {
    await expect(readFolder(temporaryFolder(), 'atr')).rejects.toMatchObject({ code: 'not-found' })
  })

  if (sharedData) {
    const folder = join(sharedData, 'mitdb')

    it('knows the MIT-BIH Arrhythmia Database: its persons, paced records, classes and patients', async () => {
      const read = await readFolder(folder, 'atr')
      expect(read).toMatchObject({ isMitBih: true, hasEarlierAnnotations: true, bad: [] })
      const { records } = read
      expect(records).toHaveLength(48)
      expect(new Set(records.map(({ person }) => person)).size).toBe(47)
      expect(records.filter((record) => record.isPaced).map(({ record }) => record)).toEqual([
        '102',
        '104',
        '107',
        '217',
      ])
      const counts = [0, 1, 2, 3, 4].map((label) =>
        records.reduce((sum, record) => sum + record.classCounts[label]!, 0),
      )
      expect(counts).toEqual([90_631, 2_781, 7_236, 803, 8_043])
      expect(records.filter(({ signals }) => signals[0]?.description !== 'MLII').map(({ record }) => record)).toEqual([
        '102',
        '104',
        '114',
      ])
      expect(records[0]).toMatchObject({ age: 69, sex: 'M', medication: 'Aldomet, Inderal', sampleRateHz: 360 })
    })
  }
})
