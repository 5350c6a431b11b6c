import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBeatsFile } from '../../../electron/data/beatsFile.ts'
import { compareBeats } from '../../../electron/data/compareBeats.ts'
import { csvBlocks } from '../../../electron/data/csvText.ts'
import { importKaggleCsv } from '../../../electron/data/kaggleCsv.ts'
import { importRecords } from '../../../electron/data/records/importRecords.ts'
import { windowRuleSchema, type ExtractionRule } from '../../../electron/shared/extraction.ts'
import type { RecordsSpec } from '../../../electron/shared/importProtocol.ts'
import { sharedData } from '../../support/sharedData.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

/** Reading 514 MB of text takes seconds, or a minute on a busy machine. */
const patienceMs = 480_000
const publishedTestSha256 = 'f3fdb3fd318275e653fac082b617d8c1ef09fca619a0606dc22c863451c77333'
const published: ExtractionRule = { kind: 'published' }

if (sharedData) {
  const recordings = join(sharedData, 'mitdb')
  const heartbeat = join(sharedData, 'heartbeat')

  async function cut(changes: Partial<RecordsSpec>) {
    const outputPath = join(temporaryFolder(), 'recordings')
    const spec = { folder: recordings, annotator: 'atr', index: null, rule: published, mapping: {}, records: null }
    const data = await importRecords({ ...spec, skipBad: false, persons: {}, outputPath, ...changes }, () => undefined)
    return { data, file: readBeatsFile(outputPath) }
  }

  describe('the recordings of the MIT-BIH Arrhythmia Database', () => {
    it(
      'give the published heartbeat set again, bit for bit, and its test file byte for byte',
      async () => {
        const output = join(temporaryFolder(), 'csv')
        const paths = { train: join(heartbeat, 'mitbih_train.csv.gz'), test: join(heartbeat, 'mitbih_test.csv.gz') }
        await importKaggleCsv({ ...paths, output }, () => undefined)
        const { data, file } = await cut({ index: { path: join(heartbeat, 'beat_index.csv.gz') } })

        expect(data).toMatchObject({ beats: 109_446, classCounts: [90_589, 2_779, 7_236, 803, 8_039] })
        const comparison = compareBeats(file, readBeatsFile(output))
        expect(comparison).toMatchObject({ equal: 109_446, differing: 0, hasSameOrder: true })

        const rows = Uint32Array.from(file.sourcePart.keys()).filter((row) => file.sourcePart[row] === 1)
        const hash = createHash('sha256')
        for (const text of csvBlocks(file, rows)) hash.update(text, 'latin1')
        expect(hash.digest('hex')).toBe(publishedTestSha256)

        expect(data.provenance).toMatchObject({ source: 'wfdb', licence: 'ODC-By 1.0' })
        expect(data.provenance.files).toHaveLength(48 * 3 + 1)
        expect(data.provenance.notes.map(({ text }) => text)).toContain(
          'record 102 was cut by 102-0.atr, its earlier annotations, like the published heartbeat set',
        )
        expect(new Set(file.metadata.persons).size).toBe(47)
      },
      patienceMs,
    )

    it(
      'without an index stand by record and time, as one file',
      async () => {
        const { data, file } = await cut({ records: ['102', '201', '202'] })
        expect(data.records.map(({ record, person }) => [record, person])).toEqual([
          ['102', '102'],
          ['201', '201'],
          ['202', '201'],
        ])
        expect(file.sourcePart.includes(1)).toBe(false)
        expect(data.provenance.extraction?.records[0]?.annotations).toBe('102-0.atr')
      },
      patienceMs,
    )

    it(
      'give windows of all beats but those at the ends, of MLII where a record has it',
      async () => {
        const rule = windowRuleSchema.parse({
          kind: 'window',
          beforeMs: 250,
          afterMs: 400,
          rateHz: 125,
          channel: { by: 'name', name: 'MLII' },
          filter: { lowHz: 0.5, highHz: 40 },
          normalise: 'record',
        })
        const { data, file } = await cut({ rule })
        const { records, leftOutBeats } = data.provenance.extraction!
        expect(data).toMatchObject({ beats: 109_458, beatLength: 81, sampleRateHz: 125 })
        expect(leftOutBeats).toEqual([{ reason: 'reaches beyond the start or the end of its record', count: 36 }])
        expect(records.filter(({ channel }) => channel !== 'MLII').map(({ record }) => record)).toEqual(['102', '104'])
        expect(records[2]?.annotations).toBe('102.atr')
        expect(file.metadata).toMatchObject({ amplitude: 'standardised' })
        expect(file.beats.every(Number.isFinite)).toBe(true)
      },
      patienceMs,
    )
  })
}
