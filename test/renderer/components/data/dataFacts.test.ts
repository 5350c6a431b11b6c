import { describe, expect, it } from 'vitest'
import { scoreConfusion } from '../../../../electron/shared/metrics.ts'
import { absenceNote, classSpread, imbalance, personCount } from '../../../../renderer/components/data/dataFacts.ts'
import { sortRecords } from '../../../../renderer/components/data/sortRecords.ts'
import type { Place } from '../../../../renderer/components/data/splits/recordParts.ts'

const published = [90589, 2779, 7236, 803, 8039]

describe('what a data set page says', () => {
  it('scores the answer "always the largest class" as the metrics do', () => {
    const matrix = published.map((count) => [count, 0, 0, 0, 0])
    const scores = scoreConfusion(matrix)
    const said = imbalance(published)
    expect(said).toMatchObject({ largest: 'N', smallest: 'F' })
    expect(said?.accuracy).toBeCloseTo(scores.accuracy, 12)
    expect(said?.macroF1).toBeCloseTo(scores.macroF1, 12)
    expect(said?.ratio).toBeCloseTo(90589 / 803, 12)
  })

  it('says nothing of an empty set', () => {
    expect(imbalance([0, 0, 0, 0, 0])).toBeNull()
  })

  it('counts how few records hold half of a class', () => {
    const records = [
      { record: '100', person: 'a', counts: [10, 6, 0, 0, 0] },
      { record: '201', person: 'b', counts: [10, 3, 0, 0, 1] },
      { record: '202', person: 'b', counts: [10, 2, 0, 0, 0] },
    ]
    const spread = classSpread(records)
    expect(spread[0]).toEqual({ label: 0, records: 3, halfIn: 2 })
    expect(spread[1]).toEqual({ label: 1, records: 3, halfIn: 1 })
    expect(spread[2]).toEqual({ label: 2, records: 0, halfIn: 0 })
    expect(personCount(records)).toBe(2)
  })

  it('sorts records by number, person, part, by beats and by a class, equal ones by name', () => {
    const rowOf = (record: string, counts: number[], place: Place | null = null, personText = '') => ({
      ...{ record, counts, place, personText },
      beats: counts.reduce((sum, count) => sum + count, 0),
    })
    const records = [
      rowOf('102', [1, 0, 5, 0, 0], 'test', 'F 64'),
      rowOf('99', [1, 0, 5, 0, 0], 'train', 'M 70'),
      rowOf('100', [9, 0, 1, 0, 0], 'left-out', 'M 69'),
    ]
    const names = (order: Parameters<typeof sortRecords>[1]) => sortRecords(records, order).map(({ record }) => record)
    expect(names({ by: 'record', isDown: false })).toEqual(['99', '100', '102'])
    expect(names({ by: 'beats', isDown: true })).toEqual(['100', '99', '102'])
    expect(names({ by: 2, isDown: true })).toEqual(['99', '102', '100'])
    expect(names({ by: 'person', isDown: false })).toEqual(['102', '100', '99'])
    expect(names({ by: 'place', isDown: false })).toEqual(['99', '102', '100'])
  })
})

it('says where beats are not in this database', () => {
  expect(absenceNote({ beats: 300, beatsHere: 300 })).toBeNull()
  expect(absenceNote({ beats: 109_446, beatsHere: 50 })).toMatch(/^Examples only: 50 of 109,446 beats/)
  expect(absenceNote({ beats: 300, beatsHere: 0 })).toMatch(/^Its beats are not in this database\./)
})
