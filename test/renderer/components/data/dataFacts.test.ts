import { describe, expect, it } from 'vitest'
import type { SplitSummary } from '../../../../electron/shared/split.ts'
import { scoreConfusion } from '../../../../electron/shared/metrics.ts'
import {
  absenceNote,
  classSpread,
  imbalance,
  personCount,
  splitCautions,
} from '../../../../renderer/components/data/dataFacts.ts'
import { sortRecords } from '../../../../renderer/components/data/sortRecords.ts'

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

  it('warns of classes with few or no test beats and of classes that are not trained', () => {
    const split: SplitSummary = {
      kind: 'sample',
      label: '',
      description: '',
      counts: { train: [9, 9, 9, 0, 9], validation: [2, 2, 2, 0, 2], test: [50, 20, 0, 30, 7] },
      sharedPersons: 0,
      persons: 4,
      badge: { text: 'patients separate', tone: 'success' },
    }
    expect(splitCautions(split)).toEqual([
      'V has no test beat: its F1 means nothing.',
      'Q has 7 test beats: too few for an F1.',
      'No training beat of F.',
    ])
  })

  it('sorts records by number, by beats and by a class, equal ones by name', () => {
    const records = [
      { record: '102', person: '', counts: [1, 0, 5, 0, 0] },
      { record: '99', person: '', counts: [1, 0, 5, 0, 0] },
      { record: '100', person: '', counts: [9, 0, 1, 0, 0] },
    ]
    const names = (order: Parameters<typeof sortRecords>[1]) => sortRecords(records, order).map(({ record }) => record)
    expect(names({ by: 'record', isDown: false })).toEqual(['99', '100', '102'])
    expect(names({ by: 'beats', isDown: true })).toEqual(['100', '99', '102'])
    expect(names({ by: 2, isDown: true })).toEqual(['99', '102', '100'])
  })
})

it('says where beats are not in this database', () => {
  expect(absenceNote({ beats: 300, beatsHere: 300 })).toBeNull()
  expect(absenceNote({ beats: 109_446, beatsHere: 50 })).toMatch(/^Examples only: 50 of 109,446 beats/)
  expect(absenceNote({ beats: 300, beatsHere: 0 })).toMatch(/^Its beats are not in this database\./)
})
