import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parts, type Part } from '../../../../../electron/shared/split.ts'
import {
  countPlaces,
  dividedPersons,
  isByRecord,
  movedTo,
  partOfRecord,
  places,
  placesOf,
} from '../../../../../renderer/components/data/splits/recordParts.ts'

const records = [
  { record: '100', person: '100', counts: [5, 1, 0, 0, 0] },
  { record: '201', person: '201', counts: [7, 0, 2, 0, 0] },
  { record: '202', person: '201', counts: [9, 0, 0, 3, 0] },
  { record: '217', person: '217', counts: [0, 0, 0, 0, 4] },
]
const byRecord = { records: { train: ['201'], validation: ['100'], test: ['202'] } }

describe('where records stand', () => {
  it('is one part each, or none, where whole records are parted', () => {
    const found = placesOf(byRecord, records)
    expect([...found!]).toEqual([
      ['100', 'validation'],
      ['201', 'train'],
      ['202', 'test'],
      ['217', 'left-out'],
    ])
    expect(isByRecord(found!)).toBe(true)
  })

  it('is told apart where beats were drawn: with test beats among them, or only for validation', () => {
    const drawn = { records: { train: ['100', '201'], validation: ['100', '201'], test: ['201', '202'] } }
    const found = placesOf(drawn, records.slice(0, 3))
    expect([...found!.values()]).toEqual(['learned', 'mixed', 'test'])
    expect(partOfRecord(drawn)).toEqual({})
    const all = ['100', '201', '202']
    const published = placesOf({ records: { train: all, validation: all, test: all } }, records.slice(0, 3))
    expect(isByRecord(published!)).toBe(false)
  })

  it('is not known where the data names no records', () => {
    expect(placesOf({ records: null }, records)).toBeNull()
  })

  it('changes for the moved records only', () => {
    const before = partOfRecord(byRecord)
    expect(before).toEqual({ '201': 'train', '100': 'validation', '202': 'test' })
    expect(movedTo(before, ['202', '217'], 'train')).toEqual({
      '201': 'train',
      '100': 'validation',
      '202': 'train',
      '217': 'train',
    })
    expect(movedTo(before, ['202'], 'left-out')).toEqual({ '201': 'train', '100': 'validation' })
  })

  it('leaves every beat in exactly one place', () => {
    const anyParts = fc.dictionary(fc.constantFrom(...records.map(({ record }) => record)), fc.constantFrom(...parts))
    fc.assert(
      fc.property(anyParts, (chosen) => {
        const counts = countPlaces(records, chosen as Record<string, Part>)
        const sums = [0, 1, 2, 3, 4].map((label) => places.reduce((sum, place) => sum + counts[place][label]!, 0))
        expect(sums).toEqual([21, 1, 2, 3, 4])
      }),
    )
  })
})

describe('persons whose records stand in several parts', () => {
  const dividedIn = (fold: { records: Record<Part, string[]> }) => {
    const found = placesOf(fold, records)!
    return dividedPersons(records, (record) => found.get(record)!)
  }

  it('are found with their records, and whether a test is concerned', () => {
    const tested = { person: '201', isTested: true }
    expect(dividedIn(byRecord)).toMatchObject([{ ...tested, records: [{ record: '201' }, { record: '202' }] }])
    const learned = dividedIn({ records: { train: ['201'], validation: ['202'], test: ['100'] } })
    expect(learned).toMatchObject([{ person: '201', isTested: false }])
  })

  it('are none where the other record is left out or stands in the same part', () => {
    expect(dividedIn({ records: { train: ['201'], validation: ['100'], test: ['217'] } })).toEqual([])
    expect(dividedIn({ records: { train: ['100'], validation: ['217'], test: ['201', '202'] } })).toEqual([])
  })

  it('are also those of a single record whose beats were drawn', () => {
    const [found] = dividedIn({ records: { train: ['100'], validation: [], test: ['100'] } })
    expect(found).toMatchObject({ person: '100', isTested: true })
  })
})
