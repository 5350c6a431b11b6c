import { describe, expect, it } from 'vitest'
import type { Extraction } from '../../../../electron/shared/extraction.ts'
import { extractionFacts, leftOutLines, mappingLines } from '../../../../renderer/components/data/extractionFacts.ts'
import { kindOfDrop } from '../../../../renderer/components/data/importKind.ts'
import { personText } from '../../../../renderer/components/data/personText.ts'
import { timeTicks } from '../../../../renderer/components/data/plotAxis.ts'
import { recordRows } from '../../../../renderer/components/data/recordRows.ts'

const extraction: Extraction = {
  rule: {
    kind: 'window',
    beforeMs: 250,
    afterMs: 450,
    channel: { by: 'name', name: 'MLII', otherwise: 'leave-out' },
    rateHz: 120,
    filter: { lowHz: 0.5, highHz: 40 },
    normalise: 'none',
  },
  mapping: { f: 3, Q: null },
  folder: 'mitdb',
  annotator: 'atr',
  index: null,
  records: ['201', '202'].map((record) => ({
    ...{ record, annotations: `${record}.atr`, channel: 'MLII', sampleRateHz: 360 },
    ...{ age: 68, sex: 'M', medication: 'Digoxin', isPaced: false },
  })),
  leftOutRecords: [{ record: '102', reason: 'It has no MLII.' }],
  leftOutBeats: [{ reason: 'reaches beyond the end', count: 1 }],
}

describe('how beats were cut', () => {
  it('is told by its parameters', () => {
    const facts = Object.fromEntries(extractionFacts(extraction).map(({ name, value }) => [name, value]))
    expect(facts).toMatchObject({
      Window: '250 + 450 ms around R',
      Samples: '30 before R, then 54',
      Channel: 'MLII, only',
      'Band-pass': '0.5 to 40 Hz, order 3',
      Scaling: 'none: millivolts',
      Order: 'by record and time',
      Classes: 'AAMI EC57, 2 changed',
    })
    const published = extractionFacts({
      ...extraction,
      rule: { kind: 'published' },
      mapping: {},
      index: 'beat_index.csv',
    })
    expect(published).toContainEqual({ name: 'Order', value: 'beat_index.csv' })
    expect(published).toContainEqual({ name: 'Classes', value: 'AAMI EC57' })
  })

  it('is told with what was labelled otherwise or left out', () => {
    expect(mappingLines(extraction)).toEqual([
      'f Fusion of paced and normal beat: class F',
      'Q Unclassifiable beat: left out',
    ])
    expect(leftOutLines(extraction)).toEqual(['1 beat: reaches beyond the end', 'Record 102: It has no MLII.'])
  })
})

describe('who a record is of', () => {
  const nobody = { record: 'a', person: 'a', age: null, sex: null }

  it('is told as far as it is known', () => {
    expect(personText({ ...nobody, age: 69, sex: 'M' })).toBe('M 69')
    expect(personText({ ...nobody, sex: 'F' })).toBe('F')
    expect(personText(nobody)).toBe('not told')
    expect(personText({ ...nobody, person: 'b' })).toBe('not told, as b')
    expect(personText({ ...nobody, age: 30 }, ' c ')).toBe('30, as c')
  })

  it('is marked in the table where the person is in test and elsewhere', () => {
    const records = ['201', '202', '203', '204'].map((record) => ({
      record,
      person: record === '202' ? '201' : record,
      counts: [1, 2, 3, 4, 5],
    }))
    const provenance = { extraction } as never
    const rowsWith = (place: 'test' | 'left-out') =>
      recordRows(
        { records, provenance },
        new Map([
          ['201', 'train'],
          ['202', place],
          ['203', 'test'],
          ['204', 'validation'],
        ] as const),
      )
    const rows = rowsWith('test')
    expect(rows.map(({ isDivided }) => isDivided)).toEqual([true, true, false, false])
    expect(rows[1]).toMatchObject({ personText: 'M 68', sameAs: ['201'], place: 'test', beats: 15 })
    expect(rowsWith('left-out').some(({ isDivided }) => isDivided)).toBe(false)
    expect(recordRows({ records, provenance }, null)[0]?.place).toBeNull()
  })
})

describe('times under a beat', () => {
  it('stand where they did for the published rows', () => {
    const ticks = timeTicks((186 * 1000) / 120, 0)
    expect(ticks.map(({ text }) => text)).toEqual(['0', '500', '1000 ms'])
    expect(ticks[1]?.at).toBeCloseTo(32.26, 2)
  })

  it('count from R in a window', () => {
    const ticks = timeTicks(700, 250)
    expect(ticks.map(({ text }) => text)).toEqual(['−200', '0', '200 ms'])
    expect(ticks.map(({ at }) => Math.round(at))).toEqual([7, 36, 64])
  })
})

it('takes a dropped folder, and files that are no CSV, for recordings', () => {
  const files = (...names: string[]) => names.map((name) => new File([], name))
  expect(kindOfDrop({ folder: null, files: files('mitbih_test.csv.gz') })).toBe('csv')
  expect(kindOfDrop({ folder: null, files: files('100.hea') })).toBe('recordings')
  expect(kindOfDrop({ folder: {} as never, files: [] })).toBe('recordings')
})
