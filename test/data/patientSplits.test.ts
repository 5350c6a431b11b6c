import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ds1, ds2, pacedRecords } from '../../electron/data/recordSides.ts'
import { personOfRecord } from '../../electron/data/sampleSides.ts'
import { makeSplit, ownSplitsOf } from '../../electron/data/splits.ts'
import { summariseSplit } from '../../electron/data/summariseSplit.ts'
import type { BeatsFile } from '../../electron/shared/beatsFile.ts'
import { parts, splitDefinitionSchema, type SplitDefinition } from '../../electron/shared/split.ts'
import { splitWarnings } from '../../electron/shared/splitWarnings.ts'
import { labelledFile } from '../support/labelledFile.ts'

const names = [...ds1, ...ds2, ...pacedRecords].sort()

/** All 48 records with 30 beats each: mostly N, some S and V, F in every fifth record, Q in the paced ones. */
function mitBihLike(): BeatsFile {
  const labels: number[] = []
  const record: number[] = []
  names.forEach((name, index) => {
    for (let beat = 0; beat < 30; beat++) {
      const rare = index % 5 === 0 && beat < 9 ? 3 : beat < 20 ? 0 : beat < 25 ? 1 : 2
      labels.push(pacedRecords.includes(name) ? 4 : rare)
      record.push(index)
    }
  })
  return labelledFile(labels, { records: names, persons: names.map(personOfRecord), record })
}

const file = mitBihLike()
const summarise = (definition: SplitDefinition, of = file) => summariseSplit(definition, of, makeSplit(definition, of))
const interPatient = { kind: 'inter-patient', keepPersonsTogether: false } as const
const together = { kind: 'inter-patient', keepPersonsTogether: true } as const

describe('the halves of de Chazal', () => {
  it('hold the 44 records that are not paced, each once', () => {
    expect(new Set([...ds1, ...ds2]).size).toBe(44)
    expect([ds1.length, ds2.length]).toEqual([22, 22])
    expect([...ds1, ...ds2].filter((record) => pacedRecords.includes(record))).toEqual([])
  })

  it('share one patient as published, and none with 202 beside 201', () => {
    expect(summarise(interPatient)).toMatchObject({
      key: 'inter-patient',
      sharedPersons: 1,
      validationSharedPersons: 0,
      badge: { text: '1 patient shared' },
    })
    expect(summarise(together)).toMatchObject({
      key: 'inter-patient-together',
      sharedPersons: 0,
      badge: { text: 'patients separate' },
    })
  })

  it('test on all of DS2, train and validate on records of DS1, and leave paced records out', () => {
    const { folds, leftOut } = summarise(interPatient)
    const { records } = folds[0]!
    expect(records?.test).toEqual([...ds2].sort())
    expect([...records!.train, ...records!.validation].sort()).toEqual([...ds1].sort())
    expect(records!.validation.length).toBeGreaterThanOrEqual(3)
    expect(leftOut).toEqual([0, 0, 0, 0, 120])
  })

  it('leave a class out of the headline that has too few beats, and warn of it', () => {
    const summary = summarise(interPatient)
    expect(summary.headlineClasses).toEqual([0, 1, 2, 3])
    expect(splitWarnings(summary).join(' ')).toMatch(/Class Q has no beats in the train part.*Q: fewer than 10 beats/)
  })

  it('come with recordings that hold both, and are refused elsewhere', () => {
    expect(ownSplitsOf(file, 'wfdb')).toEqual([interPatient, together])
    const few = labelledFile([0, 1], { records: ['100', '101'], record: [0, 1] })
    expect(ownSplitsOf(few, 'wfdb')).toEqual([])
    expect(() => makeSplit(interPatient, few)).toThrow(/no records of DS1 and DS2/)
  })
})

describe('folds of patients', () => {
  const kFold = (folds: number, repeats: number, seed = 1) => ({ kind: 'k-fold', folds, repeats, seed }) as const

  it('never part a patient, and test every beat once a repeat', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(1000),
        (folds, repeats, seed) => {
          const definition = kFold(folds, repeats, seed)
          const made = makeSplit(definition, file)
          expect(made).toHaveLength(folds * repeats)
          for (let repeat = 0; repeat < repeats; repeat++) {
            const tested = made.slice(repeat * folds, (repeat + 1) * folds).flatMap(({ test }) => [...test])
            expect(tested.sort((a, b) => a - b)).toEqual([...file.labels.keys()])
          }
          for (const rows of made)
            expect(parts.flatMap((part) => [...rows[part]]).sort((a, b) => a - b)).toEqual([...file.labels.keys()])
          const { sharedPersons, validationSharedPersons, badge } = summariseSplit(definition, file, made)
          expect([sharedPersons, validationSharedPersons, badge.text]).toEqual([0, 0, 'patients separate'])
        },
      ),
      { numRuns: 20 },
    )
  })

  it('count a class by the beats of all folds together, which are scored together', () => {
    const definition = kFold(5, 1)
    const { headlineClasses, folds } = summariseSplit(definition, file, makeSplit(definition, file))
    expect(Math.min(...folds.map(({ counts }) => counts.test[4]!))).toBeLessThan(10)
    expect(headlineClasses).toEqual([0, 1, 2, 3, 4])
  })

  it('follow the seed, and differ between repeats', () => {
    expect(makeSplit(kFold(5, 2, 7), file)).toEqual(makeSplit(kFold(5, 2, 7), file))
    expect(makeSplit(kFold(5, 1, 8), file)).not.toEqual(makeSplit(kFold(5, 1, 7), file))
    const [first, second] = [0, 5].map((fold) => makeSplit(kFold(5, 2, 7), file)[fold]?.test)
    expect(first).not.toEqual(second)
  })

  it('need more persons than folds, and known records', () => {
    const few = labelledFile([0, 1, 2], { records: ['a', 'b', 'c'], persons: ['a', 'a', 'c'], record: [0, 1, 2] })
    expect(() => makeSplit(kFold(3, 1), few)).toThrow(/2 persons, too few for 3 folds/)
    expect(() => makeSplit(kFold(3, 1), labelledFile([0, 1, 2]))).toThrow(/of which records its beats are/)
    expect(splitDefinitionSchema.safeParse(kFold(2, 1)).success).toBe(false)
  })
})

describe('records put into parts by hand', () => {
  const custom = (records: Record<string, 'train' | 'validation' | 'test'>) =>
    ({ kind: 'custom', name: 'Elderly, first', records }) as const

  it('leave out what is not named, and count persons in more than one part', () => {
    const summary = summarise(custom({ '201': 'train', '100': 'train', '101': 'validation', '202': 'test' }))
    expect(summary).toMatchObject({
      key: 'custom-elderly-first',
      label: 'Elderly, first',
      sharedPersons: 1,
      persons: 3,
    })
    expect(summary.folds[0]?.records).toEqual({ train: ['100', '201'], validation: ['101'], test: ['202'] })
    expect(summary.leftOut.reduce((sum, count) => sum + count, 0)).toBe(44 * 30)
    const doubled = summarise(custom({ '201': 'train', '202': 'validation', '100': 'test' }))
    expect(doubled).toMatchObject({ sharedPersons: 0, validationSharedPersons: 1 })
  })

  it('are refused with an empty part or a record that is not there', () => {
    expect(() => makeSplit(custom({ '100': 'train', '101': 'test' }), file)).toThrow(/no beats in validation/)
    expect(() => makeSplit(custom({ '999': 'train' }), file)).toThrow(/no record 999/)
  })
})
